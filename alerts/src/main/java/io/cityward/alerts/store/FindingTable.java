package io.cityward.alerts.store;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.dedup.KnownFinding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Which findings were reported, and to which alert they belong. */
public final class FindingTable {

  private static final int LIVE = 0;
  private static final int ENDED = 1;

  /** Not ended by its scene, but not heard of for long. */
  private static final int SILENT = 2;

  private final Handle handle;

  FindingTable(Handle handle) {
    this.handle = handle;
  }

  public Optional<KnownFinding> find(FindingId id) {
    return handle
        .createQuery(
            "SELECT f.*, a.closed_at, a.verdict, a.verdict_by, a.verdict_cause, a.verdict_code"
                + " FROM findings f JOIN alerts a ON a.number = f.alert_number"
                + " WHERE f.finding_id = :id")
        .bind("id", id.value())
        .map((row, context) -> known(row))
        .findOne();
  }

  /** Adds the finding, or brings it up to date. */
  public void put(KnownFinding finding) {
    handle
        .createUpdate(
            "INSERT INTO findings (finding_id, alert_number, seen_at, ended, elsewhere)"
                + " VALUES (:id, :alert, :seen, :ended, :elsewhere)"
                + " ON CONFLICT (finding_id) DO UPDATE"
                + " SET alert_number = excluded.alert_number, seen_at = excluded.seen_at,"
                + " ended = excluded.ended, elsewhere = excluded.elsewhere")
        .bind("id", finding.id().value())
        .bind("alert", finding.alert().number())
        .bind("seen", Columns.micros(finding.seenAt()))
        .bind("ended", finding.ended() ? ENDED : LIVE)
        .bind("elsewhere", finding.elsewhere() ? 1 : 0)
        .execute();
  }

  /** Puts off when a finding that goes on is taken for gone. */
  public void vouch(FindingId id, Instant now) {
    handle
        .createUpdate(
            "UPDATE findings SET seen_at = :now WHERE finding_id = :id AND seen_at < :now"
                + " AND ended = "
                + LIVE)
        .bind("id", id.value())
        .bind("now", Columns.micros(now))
        .execute();
  }

  /**
   * Takes findings that were not seen since a time for gone, until they are reported again.
   *
   * @return the alerts that they belong to
   */
  public List<AlertId> silence(Instant since) {
    String silent = " WHERE ended = " + LIVE + " AND seen_at < :since";
    List<AlertId> alerts =
        handle
            .createQuery("SELECT DISTINCT alert_number FROM findings" + silent)
            .bind("since", Columns.micros(since))
            .mapTo(Long.class)
            .map(AlertId::new)
            .list();
    if (!alerts.isEmpty()) {
      handle
          .createUpdate("UPDATE findings SET ended = " + SILENT + silent)
          .bind("since", Columns.micros(since))
          .execute();
    }
    return alerts;
  }

  /** Whether any finding of the alert still goes on. */
  public boolean anyLive(AlertId alert) {
    return handle
        .createQuery(
            "SELECT EXISTS (SELECT 1 FROM findings WHERE alert_number = :alert AND ended = "
                + LIVE
                + ")")
        .bind("alert", alert.number())
        .mapTo(Boolean.class)
        .one();
  }

  /** The findings of an alert, the last seen first, as far as a case may have them. */
  public List<KnownFinding> of(AlertId alert) {
    return handle
        .createQuery(
            "SELECT f.*, a.closed_at, a.verdict, a.verdict_by, a.verdict_cause, a.verdict_code"
                + " FROM findings f JOIN alerts a ON a.number = f.alert_number"
                + " WHERE f.alert_number = :alert ORDER BY f.seen_at DESC, f.finding_id")
        .bind("alert", alert.number())
        .map((row, context) -> known(row))
        .list();
  }

  /** Those that came to an alert when another was merged into it. */
  public List<FindingId> mergedFrom(AlertId alert, AlertId from) {
    return handle
        .createQuery(
            "SELECT finding_id FROM findings WHERE alert_number = :alert"
                + " AND merged_from = :from ORDER BY finding_id")
        .bind("alert", alert.number())
        .bind("from", from.number())
        .mapTo(String.class)
        .map(FindingId::new)
        .list();
  }

  /** Hands all findings of one alert to another, which sees them in other pictures than its own. */
  public void merge(AlertId from, AlertId to) {
    handle
        .createUpdate(
            "UPDATE findings SET alert_number = :to, merged_from = :from, elsewhere = 1"
                + " WHERE alert_number = :from")
        .bind("from", from.number())
        .bind("to", to.number())
        .execute();
  }

  /** Hands a finding to an alert of its own. */
  public void split(FindingId finding, AlertId to, boolean elsewhere) {
    handle
        .createUpdate(
            "UPDATE findings SET alert_number = :to, merged_from = NULL, elsewhere = :elsewhere"
                + " WHERE finding_id = :finding")
        .bind("finding", finding.value())
        .bind("to", to.number())
        .bind("elsewhere", elsewhere ? 1 : 0)
        .execute();
  }

  private static KnownFinding known(ResultSet row) throws SQLException {
    return new KnownFinding(
        new FindingId(row.getString("finding_id")),
        new AlertId(row.getLong("alert_number")),
        Columns.time(row, "seen_at"),
        row.getInt("ended") == ENDED,
        row.getInt("elsewhere") == 1,
        CaseTable.closing(row));
  }
}
