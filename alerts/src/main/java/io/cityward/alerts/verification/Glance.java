package io.cityward.alerts.verification;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a camera could show of a place at a moment. */
public sealed interface Glance {

  /** It cannot show it, or nobody has looked: the camera is down, turned, covered, not watched. */
  record Blind(String reason) implements Glance {}

  /**
   * It shows it, and the scene that found the thing is watching.
   *
   * @param picture empty where none could be taken
   * @param likeness of the place to the picture of the alert, -1..1; empty if not comparable
   */
  record Sight(Optional<Picture> picture, OptionalDouble likeness) implements Glance {}

  /** A JPEG with the place marked. */
  @SuppressWarnings("ArrayRecordComponent")
  record Picture(byte[] jpeg, Instant takenAt) {}
}
