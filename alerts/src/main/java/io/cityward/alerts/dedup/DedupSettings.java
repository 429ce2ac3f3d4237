package io.cityward.alerts.dedup;

import io.cityward.core.CityException;
import io.cityward.core.settings.Section;

/**
 * When two sightings count as one place.
 *
 * @param overlap least intersection over union of the boxes, above 0 to 1
 */
public record DedupSettings(double overlap) {

  public static final DedupSettings DEFAULT = new DedupSettings(0.3);

  public DedupSettings {
    if (!(overlap > 0 && overlap <= 1)) {
      throw CityException.invalid("overlap", overlap, "above 0 to 1");
    }
  }

  public static DedupSettings read(Section section) {
    double overlap = section.number("overlap", 0.01, 1, DEFAULT.overlap);
    return section.build(() -> new DedupSettings(overlap));
  }
}
