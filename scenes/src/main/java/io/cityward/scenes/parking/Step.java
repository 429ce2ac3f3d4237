package io.cityward.scenes.parking;

import java.time.Duration;
import java.time.Instant;

/**
 * From one look to the next.
 *
 * @param time of this look
 * @param sinceLast time since the last look; zero for the first
 */
record Step(Instant time, Duration sinceLast) {

  /** A look speaks for no longer than this, however long ago the last one was. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** Longer without a look, as between two visits of a patrol, is a gap. */
  private static final Duration GAP = Duration.ofMinutes(1);

  static Step between(Instant last, Instant time) {
    return new Step(time, last == null ? Duration.ZERO : Duration.between(last, time));
  }

  /** Whether nobody looked before this look: what has changed since may be anything. */
  boolean afterGap() {
    return sinceLast.compareTo(GAP) > 0;
  }

  /** The part of the time that was watched. */
  Duration watched() {
    if (afterGap()) {
      return Duration.ZERO;
    }
    return sinceLast.compareTo(LONGEST) > 0 ? LONGEST : sinceLast;
  }
}
