package io.cityward.app.pipeline;

import io.cityward.app.config.Task;
import io.cityward.core.CameraId;
import io.cityward.inference.Payer;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.scenes.SceneSettings;
import java.util.List;
import java.util.Optional;

/**
 * One of the ways in which a camera's pictures are looked at: the tasks of one stream that see the
 * detections of one algorithm at one size, or its shadow beside them.
 */
record Branch(Key key, ModelPack pack, InputSize size, List<TaskState> tasks) {

  private static final String SHADOW = ".shadow";

  /**
   * What stays the same when versions and departments change.
   *
   * @param wanted what pictures shall be scaled to; empty takes the pack's default
   * @param shadow whether its findings are only compared
   */
  record Key(StreamRole role, String algorithm, Optional<InputSize> wanted, boolean shadow) {

    /** The same, as a shadow. */
    Key beside() {
      return new Key(role, algorithm, wanted, true);
    }
  }

  Branch {
    tasks = List.copyOf(tasks);
  }

  static Branch of(Key key, ModelPack pack, List<TaskState> tasks) {
    return new Branch(key, pack, key.wanted().orElse(pack.defaultSize()), tasks);
  }

  /**
   * Who pays for a look: the tasks' departments, by the pictures that each wants. A shadow's tasks
   * have names of their own: alerts of the scene are none of its doing.
   */
  List<Payer> payers(CameraId camera) {
    return tasks.stream()
        .map(
            running ->
                new Payer(
                    key.shadow() ? Task.CITY : running.task().department(),
                    camera + "/" + running.task().scene() + (key.shadow() ? SHADOW : ""),
                    running.framesPerSecond()))
        .toList();
  }

  List<SceneSettings> scenes() {
    return tasks.stream().map(running -> running.task().settings()).toList();
  }

  /** As many as the most demanding of its tasks wants. */
  double framesPerSecond() {
    return tasks.stream().mapToDouble(TaskState::framesPerSecond).max().orElse(0);
  }
}
