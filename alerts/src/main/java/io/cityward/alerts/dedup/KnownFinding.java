package io.cityward.alerts.dedup;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.FindingReport;
import java.time.Instant;
import java.util.Optional;

/**
 * What the book remembers of a finding.
 *
 * @param seenAt the newest frame that was reported of it
 * @param elsewhere whether it sees its case in another picture than the case's own
 * @param closing of its case, if that is closed
 */
public record KnownFinding(
    FindingId id,
    AlertId alert,
    Instant seenAt,
    boolean ended,
    boolean elsewhere,
    Optional<Closing> closing) {

  /** Of an open case, in that case's own picture. */
  public KnownFinding(FindingId id, AlertId alert, Instant seenAt, boolean ended) {
    this(id, alert, seenAt, ended, false, Optional.empty());
  }

  public static KnownFinding of(FindingReport report, AlertId alert) {
    return of(report, alert, View.OWN);
  }

  public static KnownFinding of(FindingReport report, AlertId alert, View view) {
    return new KnownFinding(
        report.finding(),
        alert,
        report.seenAt(),
        report.ended(),
        view.elsewhere(),
        Optional.empty());
  }

  /** The finding after one more report of it. */
  public KnownFinding after(FindingReport report) {
    Instant newest = report.seenAt().isAfter(seenAt) ? report.seenAt() : seenAt;
    return new KnownFinding(id, alert, newest, ended || report.ended(), elsewhere, closing);
  }

  /** How its case sees it from now on. */
  View view() {
    return elsewhere ? View.after(id) : View.OWN;
  }
}
