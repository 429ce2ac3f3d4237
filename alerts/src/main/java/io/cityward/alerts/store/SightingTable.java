package io.cityward.alerts.store;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.Sighting;
import io.cityward.core.CameraId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Every time an alert's cause was seen anew. */
public final class SightingTable {

  private final Handle handle;

  SightingTable(Handle handle) {
    this.handle = handle;
  }

  public void add(AlertId alert, Sighting sighting) {
    Update insert =
        handle.createUpdate(
            "INSERT INTO sightings (alert_number, position, seen_at, track_id, box_left, box_top,"
                + " box_right, box_bottom, score, reason, camera_id, finding_id, code) VALUES (:alert,"
                + " :position, :seen, :track, :left, :top, :right, :bottom, :score, :reason,"
                + " :camera, :finding, :code)");
    Columns.bind(insert, sighting.box())
        .bind("alert", alert.number())
        .bind("position", sighting.position())
        .bind("seen", Columns.micros(sighting.seenAt()))
        .bind("track", sighting.trackId())
        .bind("score", sighting.score())
        .bind("reason", sighting.reason())
        .bind("camera", sighting.camera().value())
        .bind("finding", sighting.finding().map(FindingId::value).orElse(""))
        .bind("code", sighting.code())
        .execute();
  }

  /** Sightings of an alert, newest first, below a position. */
  public List<Sighting> page(AlertId alert, long before, int limit) {
    return handle
        .createQuery(
            "SELECT * FROM sightings WHERE alert_number = :alert AND position < :before"
                + " ORDER BY position DESC LIMIT :max")
        .bind("alert", alert.number())
        .bind("before", before)
        .bind("max", limit)
        .map((row, context) -> sighting(row))
        .list();
  }

  /** All sightings of an alert, oldest first. */
  public List<Sighting> of(AlertId alert) {
    return handle
        .createQuery("SELECT * FROM sightings WHERE alert_number = :alert ORDER BY position")
        .bind("alert", alert.number())
        .map((row, context) -> sighting(row))
        .list();
  }

  /** Takes all sightings of an alert away, for another order or another alert. */
  public void clear(AlertId alert) {
    handle
        .createUpdate("DELETE FROM sightings WHERE alert_number = :alert")
        .bind("alert", alert.number())
        .execute();
  }

  private static Sighting sighting(ResultSet row) throws SQLException {
    String finding = row.getString("finding_id");
    return new Sighting(
        row.getInt("position"),
        Columns.time(row, "seen_at"),
        row.getString("track_id"),
        Columns.box(row),
        row.getDouble("score"),
        row.getString("reason"),
        new CameraId(row.getString("camera_id")),
        finding.isEmpty() ? Optional.empty() : Optional.of(new FindingId(finding)),
        row.getString("code"));
  }
}
