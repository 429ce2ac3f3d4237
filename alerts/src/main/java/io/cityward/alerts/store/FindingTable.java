package io.cityward.alerts.store;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.dedup.KnownFinding;
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
        .createQuery("SELECT * FROM findings WHERE finding_id = :id")
        .bind("id", id.value())
        .map(
            (row, context) ->
                new KnownFinding(
                    new FindingId(row.getString("finding_id")),
                    new AlertId(row.getLong("alert_number")),
                    Columns.time(row, "seen_at"),
                    row.getInt("ended") == ENDED))
        .findOne();
  }

  /** Adds the finding, or brings it up to date. */
  public void put(KnownFinding finding) {
    handle
        .createUpdate(
            "INSERT INTO findings (finding_id, alert_number, seen_at, ended)"
                + " VALUES (:id, :alert, :seen, :ended)"
                + " ON CONFLICT (finding_id) DO UPDATE"
                + " SET seen_at = excluded.seen_at, ended = excluded.ended")
        .bind("id", finding.id().value())
        .bind("alert", finding.alert().number())
        .bind("seen", Columns.micros(finding.seenAt()))
        .bind("ended", finding.ended() ? ENDED : LIVE)
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
}
