package io.cityward.inference;

import java.time.Duration;

/**
 * Counts what the pool does. At any time {@code submitted = inferred + answeredWithoutInference +
 * failed + dropped (by reason) + waiting + in work}. Called from many threads.
 */
public interface InferenceMetrics {

  InferenceMetrics NOOP = new InferenceMetrics() {};

  default void submitted() {}

  /**
   * A picture was looked at.
   *
   * @param waited from its submission to its run
   * @param took its run, which it may have shared with others
   */
  default void inferred(Duration waited, Duration took) {}

  /** The job knew the answer, and no detector looked at its picture. */
  default void answeredWithoutInference() {}

  default void failed() {}

  default void dropped(DropReason reason) {}

  /** A session was given up after repeated failures; the next picture opens a new one. */
  default void gaveUpSession() {}

  /** A run was cancelled since it took longer than its limit. */
  default void ranTooLong() {}

  /** A run did not come back even so; another thread does the work of the one that it holds. */
  default void lostWorker() {}
}
