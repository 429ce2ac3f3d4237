package io.cityward.app.pipeline;

/**
 * What became of the frames that a camera's scenes wanted: wanted = inferred + still + watched +
 * dropped (by reason) + waiting. Called from many threads.
 */
public interface AnalysisMetrics {

  /** Counts nothing. */
  AnalysisMetrics NOOP = new AnalysisMetrics() {};

  /** Why a frame was not looked at. */
  enum Drop {
    /** A newer one came before its turn. */
    REPLACED,
    /** Its answer would have come too late. */
    TOO_LATE,
    /** Nobody wanted it any more. */
    CLOSED,
    /** The camera was turning from one preset to another. */
    BETWEEN,
    /** Something of it was lost on the way. */
    DAMAGED,
    /** The detector failed. */
    FAILED
  }

  default void inferred() {}

  /** It showed nothing new: the last detections stood. */
  default void still() {}

  /**
   * Scenes that need no detector looked at it.
   *
   * @param cpuNanos processor time that it took them
   */
  default void watched(long cpuNanos) {}

  default void dropped(Drop why) {}
}
