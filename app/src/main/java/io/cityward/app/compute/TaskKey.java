package io.cityward.app.compute;

import io.cityward.core.CameraId;
import io.cityward.inference.TaskFigures;

/**
 * What the pool counts apart: a scene at a camera, for a department, with one version of a pack.
 */
record TaskKey(String department, CameraId camera, String scene, String algorithm, String version) {

  /** The pool's name of a task is {@code camera/scene}; neither has a slash in it. */
  static TaskKey of(TaskFigures figures) {
    int slash = figures.task().indexOf('/');
    return new TaskKey(
        figures.department(),
        new CameraId(figures.task().substring(0, slash)),
        figures.task().substring(slash + 1),
        figures.pack(),
        figures.version());
  }
}
