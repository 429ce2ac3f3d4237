package io.cityward.alerts.dispatch;

import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.time.Duration;

/**
 * How long to wait before a sending is tried again: twice as long each time, and never in step with
 * others.
 *
 * @param first wait after the first failure
 * @param longest wait after many
 * @param attempts how often a sending is tried before it is a dead letter
 */
public record RetryPolicy(Duration first, Duration longest, int attempts) {

  /** Tries for more than an hour. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), 25);

  private static final double JITTER = 0.2;

  public RetryPolicy {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw CityException.invalid(
          "first", first, "above 0 and not longer than longest, " + longest);
    }
    if (attempts < 1) {
      throw CityException.invalid("attempts", attempts, "1 or more");
    }
  }

  public static RetryPolicy read(Section section) {
    Duration least = Duration.ofMillis(10);
    Duration most = Duration.ofDays(1);
    Duration first = section.duration("first", least, most, DEFAULT.first);
    Duration longest = section.duration("longest", least, most, DEFAULT.longest);
    int attempts = section.whole("attempts", 1, 1000, DEFAULT.attempts);
    return section.build(() -> new RetryPolicy(first, longest, attempts));
  }

  /**
   * The wait after a failure.
   *
   * @param failures how often it has failed, from 1
   * @param random 0..1, for the jitter of 20 % either way
   */
  public Duration waitAfter(int failures, double random) {
    double doubled = (double) first.toMillis() * Math.pow(2, failures - 1);
    double capped = Math.min(doubled, (double) longest.toMillis());
    return Duration.ofMillis(Math.round(capped * (1 - JITTER + 2 * JITTER * random)));
  }

  public boolean givesUpAfter(int failures) {
    return failures >= attempts;
  }
}
