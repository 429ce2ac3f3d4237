package io.cityward.alerts.dedup;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.FindingReport;
import java.time.Instant;

/**
 * What the book remembers of a finding.
 *
 * @param seenAt the newest frame that was reported of it
 */
public record KnownFinding(FindingId id, AlertId alert, Instant seenAt, boolean ended) {

  public static KnownFinding of(FindingReport report, AlertId alert) {
    return new KnownFinding(report.finding(), alert, report.seenAt(), report.ended());
  }

  /** The finding after one more report of it. */
  public KnownFinding after(FindingReport report) {
    Instant newest = report.seenAt().isAfter(seenAt) ? report.seenAt() : seenAt;
    return new KnownFinding(id, alert, newest, ended || report.ended());
  }
}
