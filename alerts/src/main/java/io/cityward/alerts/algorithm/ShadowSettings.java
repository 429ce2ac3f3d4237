package io.cityward.alerts.algorithm;

import io.cityward.core.settings.Section;
import java.time.Duration;

/**
 * How much of what shadows find is kept, of all versions together.
 *
 * @param most findings; the oldest go
 * @param keep since it was last seen
 */
public record ShadowSettings(int most, Duration keep) {

  public static final ShadowSettings DEFAULT = new ShadowSettings(20_000, Duration.ofDays(30));

  /** Reads the keys {@code most} and {@code keep}. */
  public static ShadowSettings read(Section section) {
    return new ShadowSettings(
        section.whole("most", 100, 100_000, DEFAULT.most),
        section.duration("keep", Duration.ofHours(1), Duration.ofDays(366), DEFAULT.keep));
  }
}
