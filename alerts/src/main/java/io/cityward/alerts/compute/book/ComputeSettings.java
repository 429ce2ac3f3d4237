package io.cityward.alerts.compute.book;

import io.cityward.core.CityException;
import io.cityward.core.settings.Section;

/**
 * How compute is granted.
 *
 * @param reserve share of the capacity that is never guaranteed to a department, 0 to 0.9
 */
public record ComputeSettings(double reserve) {

  public static final ComputeSettings DEFAULT = new ComputeSettings(0.1);

  private static final double MOST = 0.9;

  public ComputeSettings {
    if (!(reserve >= 0 && reserve <= MOST)) {
      throw CityException.invalid("reserve", reserve, "0 to " + MOST);
    }
  }

  /** Reads the key {@code reserve} of a section. */
  public static ComputeSettings read(Section section) {
    double reserve = section.number("reserve", 0, MOST, DEFAULT.reserve);
    return section.build(() -> new ComputeSettings(reserve));
  }
}
