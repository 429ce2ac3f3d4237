package io.cityward.alerts.report;

import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * How reports by hand are taken.
 *
 * @param radiusMetres within which a report and an open case of its code are one event
 * @param window how long before or after a case was seen a report may speak of it
 * @param registered whose reports need no review
 */
public record ReportSettings(int radiusMetres, Duration window, Set<CaseSource> registered) {

  public static final ReportSettings DEFAULT =
      new ReportSettings(50, Duration.ofDays(1), Set.of(CaseSource.INSPECTOR));

  public ReportSettings {
    registered = Set.copyOf(registered);
    if (window.isNegative()) {
      throw CityException.invalid("window", window, "0 or longer");
    }
  }

  public static ReportSettings read(Section section) {
    int radius = section.whole("radiusMetres", 0, 5000, DEFAULT.radiusMetres);
    Duration window =
        section.duration("window", Duration.ZERO, Duration.ofDays(366), DEFAULT.window);
    Set<CaseSource> registered = EnumSet.noneOf(CaseSource.class);
    for (String name : section.texts("registered")) {
      try {
        registered.add(CaseSource.valueOf(name.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        section.problem("registered", name, "some of inspector, citizen, hotline, system");
      }
    }
    return section.build(
        () ->
            new ReportSettings(
                radius, window, section.has("registered") ? registered : DEFAULT.registered));
  }
}
