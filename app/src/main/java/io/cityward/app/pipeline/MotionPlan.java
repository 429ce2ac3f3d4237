package io.cityward.app.pipeline;

import io.cityward.scenes.SceneSettings;
import java.util.List;

/** The tasks of one stream whose scenes look at the pictures alone: no pack, no lane, no payer. */
record MotionPlan(StreamRole role, List<TaskState> tasks) {

  MotionPlan {
    tasks = List.copyOf(tasks);
  }

  List<SceneSettings> scenes() {
    return tasks.stream().map(running -> running.task().settings()).toList();
  }

  /** Whether another looks at the same in the same way, whoever wants it. */
  boolean looksAs(MotionPlan other) {
    return role == other.role
        && scenes().equals(other.scenes())
        && framesPerSecond() == other.framesPerSecond();
  }

  double framesPerSecond() {
    return tasks.stream().mapToDouble(TaskState::framesPerSecond).max().orElse(0);
  }
}
