package io.cityward.app.pipeline;

import io.cityward.app.config.Task;

/**
 * Whether a task is carried out now, and why not.
 *
 * @param framesPerSecond what it may look at, at most what its scene wants; 0 unless it runs
 * @param reason in words for an operator; empty while it runs
 */
public record TaskState(Task task, Kind kind, double framesPerSecond, String reason) {

  /** What keeps a task from running. */
  public enum Kind {
    RUNNING,
    /** Its hours have not come, or are over. */
    OUTSIDE_SCHEDULE,
    /** Its department was not granted what it needs. */
    NO_GRANT,
    /** There is no version of its algorithm that could run. */
    NO_ALGORITHM
  }

  /** With all that its scene wants. */
  public static TaskState running(Task task) {
    return running(task, task.settings().framesPerSecond());
  }

  public static TaskState running(Task task, double framesPerSecond) {
    return new TaskState(task, Kind.RUNNING, framesPerSecond, "");
  }

  public static TaskState waiting(Task task, Kind kind, String reason) {
    return new TaskState(task, kind, 0, reason);
  }

  public boolean runs() {
    return kind == Kind.RUNNING;
  }
}
