package io.cityward.scenes;

import java.time.Duration;
import java.time.Instant;

/**
 * From one look to the next.
 *
 * @param time of this look
 * @param sinceLast time since the last look; zero for the first
 */
public record Step(Instant time, Duration sinceLast) {

  /** A look speaks for no longer than this, however long ago the last one was. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** Longer without a look, as between two visits of a patrol, is a gap. */
  private static final Duration GAP = Duration.ofMinutes(1);

  /**
   * The step to a look.
   *
   * @param last time of the look before; null for the first look
   */
  public static Step between(Instant last, Instant time) {
    return new Step(time, last == null ? Duration.ZERO : Duration.between(last, time));
  }

  /** Whether nobody looked before this look: what has changed since may be anything. */
  public boolean afterGap() {
    return sinceLast.compareTo(GAP) > 0;
  }

  /** The part of the time that was watched. */
  public Duration watched() {
    if (afterGap()) {
      return Duration.ZERO;
    }
    return sinceLast.compareTo(LONGEST) > 0 ? LONGEST : sinceLast;
  }
}
