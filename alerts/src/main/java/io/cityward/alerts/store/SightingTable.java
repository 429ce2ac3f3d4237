package io.cityward.alerts.store;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.Sighting;
import java.util.List;
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
                + " box_right, box_bottom, score, reason) VALUES (:alert, :position, :seen, :track,"
                + " :left, :top, :right, :bottom, :score, :reason)");
    Columns.bind(insert, sighting.box())
        .bind("alert", alert.number())
        .bind("position", sighting.position())
        .bind("seen", Columns.micros(sighting.seenAt()))
        .bind("track", sighting.trackId())
        .bind("score", sighting.score())
        .bind("reason", sighting.reason())
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
        .map(
            (row, context) ->
                new Sighting(
                    row.getInt("position"),
                    Columns.time(row, "seen_at"),
                    row.getString("track_id"),
                    Columns.box(row),
                    row.getDouble("score"),
                    row.getString("reason")))
        .list();
  }
}
