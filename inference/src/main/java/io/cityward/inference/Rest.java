package io.cityward.inference;

import io.cityward.core.CityException;
import java.time.Duration;

/**
 * How long a workload that cannot run is left alone: five seconds, twice as long each time, a
 * minute at most.
 */
final class Rest {

  static final Duration FIRST = Duration.ofSeconds(5);
  static final Duration LONGEST = Duration.ofMinutes(1);

  private long length = FIRST.toNanos();
  private long until;
  private CityException reason;

  Duration begin(CityException why, long nanos) {
    Duration rest = Duration.ofNanos(length);
    reason = why;
    until = nanos + length;
    length = Math.min(2 * length, LONGEST.toNanos());
    return rest;
  }

  /** It works again. */
  void end() {
    reason = null;
    length = FIRST.toNanos();
  }

  /** Why it rests; null if it does not. */
  CityException reason(long nanos) {
    return reason != null && nanos - until < 0 ? reason : null;
  }
}
