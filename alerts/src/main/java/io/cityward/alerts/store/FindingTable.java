package io.cityward.alerts.store;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.dedup.KnownFinding;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Which findings were reported, and to which alert they belong. */
public final class FindingTable {

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
                    row.getInt("ended") == 1))
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
        .bind("ended", finding.ended() ? 1 : 0)
        .execute();
  }

  /** Whether any finding of the alert still goes on. */
  public boolean anyLive(AlertId alert) {
    return handle
        .createQuery(
            "SELECT EXISTS (SELECT 1 FROM findings WHERE alert_number = :alert AND ended = 0)")
        .bind("alert", alert.number())
        .mapTo(Boolean.class)
        .one();
  }
}
