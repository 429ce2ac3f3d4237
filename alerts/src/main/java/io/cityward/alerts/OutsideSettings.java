package io.cityward.alerts;

import io.cityward.alerts.dispatch.open311.Open311ServerSettings;
import io.cityward.alerts.notice.NoticeSettings;
import io.cityward.core.settings.Section;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What others than our own people see and are told.
 *
 * @param open311 how other systems read cases and post reports
 * @param notices who is told what, and how
 * @param zone whose hours rosters and quiet hours mean
 */
public record OutsideSettings(Open311ServerSettings open311, NoticeSettings notices, ZoneId zone) {

  public static final OutsideSettings NONE =
      new OutsideSettings(Open311ServerSettings.OFF, NoticeSettings.NONE, ZoneOffset.UTC);

  /** Reads {@code open311} and {@code notices}. */
  static OutsideSettings read(Section section, ZoneId zone) {
    Optional<Open311ServerSettings> open311 = section.read("open311", Open311ServerSettings::read);
    Optional<NoticeSettings> notices = section.read("notices", NoticeSettings::read);
    return new OutsideSettings(
        open311.orElse(Open311ServerSettings.OFF), notices.orElse(NoticeSettings.NONE), zone);
  }
}
