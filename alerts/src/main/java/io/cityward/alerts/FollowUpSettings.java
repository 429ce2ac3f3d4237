package io.cityward.alerts;

import io.cityward.alerts.attachment.AttachmentSettings;
import io.cityward.alerts.report.ReportSettings;
import io.cityward.alerts.supervision.SupervisionSettings;
import io.cityward.core.settings.Section;
import java.time.ZoneId;
import java.util.Optional;

/** How orders are followed up: deadlines and who looks after them, files, reports by hand. */
public record FollowUpSettings(
    SupervisionSettings supervision, AttachmentSettings attachments, ReportSettings reports) {

  static FollowUpSettings usual(ZoneId zone) {
    return new FollowUpSettings(
        SupervisionSettings.usual(zone), AttachmentSettings.DEFAULT, ReportSettings.DEFAULT);
  }

  /** Reads the keys {@code supervision}, {@code attachments} and {@code reports}. */
  static FollowUpSettings read(Section section, ZoneId zone) {
    FollowUpSettings usual = usual(zone);
    Optional<SupervisionSettings> supervision =
        section.read("supervision", s -> SupervisionSettings.read(s, zone));
    Optional<AttachmentSettings> attachments =
        section.read("attachments", AttachmentSettings::read);
    Optional<ReportSettings> reports = section.read("reports", ReportSettings::read);
    return new FollowUpSettings(
        supervision.orElse(usual.supervision),
        attachments.orElse(usual.attachments),
        reports.orElse(usual.reports));
  }
}
