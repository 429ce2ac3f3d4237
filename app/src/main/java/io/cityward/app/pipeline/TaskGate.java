package io.cityward.app.pipeline;

import io.cityward.app.config.CameraConfig;
import io.cityward.app.config.Task;
import java.time.Instant;

/** Says which tasks may run. Asked every second for each task, from any thread. */
@FunctionalInterface
public interface TaskGate {

  TaskState of(CameraConfig camera, Task task, Instant now);
}
