package io.cityward.app.demo;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * How long an alert took to reach a gRPC subscriber.
 *
 * @param sinceDue since the scene's condition was fulfilled; holds the wait for the next key frame
 * @param sinceSeen since the frame arrived that told so
 */
record AlertDelay(Duration sinceDue, Duration sinceSeen) {

  /** The delay that a share of the alerts stays under, in milliseconds, by nearest rank. */
  static OptionalDouble percentile(
      List<AlertDelay> delays, Function<AlertDelay, Duration> which, double share) {
    if (delays.isEmpty()) {
      return OptionalDouble.empty();
    }
    List<Duration> sorted = delays.stream().map(which).sorted().toList();
    int rank = (int) Math.ceil(share * sorted.size()) - 1;
    return OptionalDouble.of(sorted.get(Math.max(0, rank)).toNanos() / 1e6);
  }
}
