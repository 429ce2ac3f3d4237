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
   * @param waited from its submission to its turn
   * @param took from its turn to its detections
   */
  default void inferred(Duration waited, Duration took) {}

  /** The job knew the answer, and no detector looked at its picture. */
  default void answeredWithoutInference() {}

  default void failed() {}

  default void dropped(DropReason reason) {}

  /** A session was given up after repeated failures; the next picture opens a new one. */
  default void gaveUpSession() {}
}
