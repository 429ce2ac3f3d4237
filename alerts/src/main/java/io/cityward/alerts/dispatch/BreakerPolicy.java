package io.cityward.alerts.dispatch;

import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.time.Duration;

/**
 * When a system is left alone for a while.
 *
 * @param failures in a row, of any messages, after which nothing is sent
 * @param first how long, the first time; doubled each time that the one message that is then tried
 *     fails too
 * @param longest up to this
 */
public record BreakerPolicy(int failures, Duration first, Duration longest) {

  public static final BreakerPolicy DEFAULT =
      new BreakerPolicy(10, Duration.ofSeconds(30), Duration.ofMinutes(5));

  public BreakerPolicy {
    if (failures < 1) {
      throw CityException.invalid("failures", failures, "1 or more");
    }
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw CityException.invalid(
          "first", first, "above 0 and not longer than longest, " + longest);
    }
  }

  public static BreakerPolicy read(Section section) {
    Duration least = Duration.ofMillis(10);
    Duration most = Duration.ofDays(1);
    int failures = section.whole("failures", 1, 1000, DEFAULT.failures);
    Duration first = section.duration("first", least, most, DEFAULT.first);
    Duration longest = section.duration("longest", least, most, DEFAULT.longest);
    return section.build(() -> new BreakerPolicy(failures, first, longest));
  }
}
