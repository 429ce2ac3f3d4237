package io.cityward.alerts.dedup;

import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.time.Duration;

/**
 * When two sightings count as one place, and when a finding counts as gone.
 *
 * @param overlap least intersection over union of the boxes, above 0 to 1
 * @param silence after how long without a report a finding has ended, because its worker, camera or
 *     scene went away; scenes refresh theirs every few seconds
 */
public record DedupSettings(double overlap, Duration silence) {

  public static final DedupSettings DEFAULT = new DedupSettings(0.3, Duration.ofMinutes(5));

  public DedupSettings {
    if (!(overlap > 0 && overlap <= 1)) {
      throw CityException.invalid("overlap", overlap, "above 0 to 1");
    }
    if (silence.isNegative() || silence.isZero()) {
      throw CityException.invalid("silence", silence, "above 0");
    }
  }

  public static DedupSettings read(Section section) {
    double overlap = section.number("overlap", 0.01, 1, DEFAULT.overlap);
    Duration silence =
        section.duration("silence", Duration.ofSeconds(30), Duration.ofDays(1), DEFAULT.silence);
    return section.build(() -> new DedupSettings(overlap, silence));
  }
}
