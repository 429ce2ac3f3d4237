package io.cityward.app.pipeline;

import java.time.Duration;
import java.time.Instant;

/** What of a camera's stream a clip shall show. */
record ClipSpan(Instant from, Instant to) {

  /** Of two spans that share a clip, this much of the shorter one lies in the other. */
  private static final double LEAST_SHARED = 0.5;

  Duration length() {
    return Duration.between(from, to);
  }

  /** Both, and what lies between them. */
  ClipSpan with(ClipSpan other) {
    return new ClipSpan(
        other.from.isBefore(from) ? other.from : from, other.to.isAfter(to) ? other.to : to);
  }

  /** Whether one clip, not longer than the bound, serves both. */
  boolean shares(ClipSpan other, Duration longest) {
    Instant begin = other.from.isAfter(from) ? other.from : from;
    Instant end = other.to.isBefore(to) ? other.to : to;
    Duration shorter = length().compareTo(other.length()) < 0 ? length() : other.length();
    double shared = Duration.between(begin, end).toMillis();
    return shared >= LEAST_SHARED * shorter.toMillis()
        && with(other).length().compareTo(longest) <= 0;
  }
}
