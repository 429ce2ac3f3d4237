package io.cityward.ingest;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits between attempts: each twice the one before, up to a cap, less a random part of up to a
 * half, so that cameras lost together do not come back together. Not thread-safe.
 */
final class BackOff {

  private final Duration first;
  private final Duration max;
  private final RandomGenerator random;
  private Duration next;

  BackOff(Duration first, Duration max, RandomGenerator random) {
    this.first = first;
    this.max = max;
    this.random = random;
    this.next = first;
  }

  Duration next() {
    Duration wait = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(max) < 0 ? doubled : max;
    return shortened(wait);
  }

  /** For what only a person can mend: asking often would lock an account out. */
  Duration longest() {
    return shortened(max);
  }

  /** A connection has lasted so long: longer than the cap, and the next failure is a new one. */
  void lived(long nanos) {
    if (nanos > max.toNanos()) {
      next = first;
    }
  }

  private Duration shortened(Duration wait) {
    return Duration.ofNanos((long) (wait.toNanos() * (1 - random.nextDouble() / 2)));
  }
}
