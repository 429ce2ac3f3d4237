package io.cityward.alerts;

import io.cityward.alerts.dispatch.open311.Open311ServerSettings;
import io.cityward.core.settings.Section;
import java.util.Optional;

/**
 * What others than our own people see and are told.
 *
 * @param open311 how other systems read cases and post reports
 */
public record OutsideSettings(Open311ServerSettings open311) {

  public static final OutsideSettings NONE = new OutsideSettings(Open311ServerSettings.OFF);

  /** Reads {@code open311}. */
  static OutsideSettings read(Section section) {
    Optional<Open311ServerSettings> open311 = section.read("open311", Open311ServerSettings::read);
    return new OutsideSettings(open311.orElse(Open311ServerSettings.OFF));
  }
}
