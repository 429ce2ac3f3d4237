package io.cityward.alerts.store;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.FindingReport;
import io.cityward.alerts.alert.Subject;
import io.cityward.core.Box;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** How cases are seen in other pictures than their own. */
public final class ViewTable {

  /**
   * One way to see a case.
   *
   * @param finding that sees it so now
   * @param subject what it is to that camera
   */
  public record Seen(
      FindingId finding,
      AlertId alert,
      Subject subject,
      String trackId,
      Box box,
      Instant beganAt,
      Instant seenAt) {

    /** The same of another alert. */
    public Seen of(AlertId other) {
      return new Seen(finding, other, subject, trackId, box, beganAt, seenAt);
    }

    public static Seen of(FindingReport report, AlertId alert) {
      return new Seen(
          report.finding(),
          alert,
          report.subject(),
          report.trackId(),
          report.box(),
          report.beganAt(),
          report.seenAt());
    }
  }

  private final Handle handle;

  ViewTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds a view of an open or a closed case. */
  public void add(Seen seen, boolean open) {
    Subject subject = seen.subject();
    Update insert =
        handle.createUpdate(
            "INSERT INTO alert_views (finding_id, alert_number, camera_id, event_code, case_open,"
                + " track_id, box_left, box_top, box_right, box_bottom, began_at, seen_at,"
                + " camera_name, place_id, place_name, place_area, latitude, longitude, scene,"
                + " zone_id, zone_kind, event_name) VALUES (:finding, :alert, :camera, :code,"
                + " :open, :track, :left, :top, :right, :bottom, :began, :seen, :cameraName,"
                + " :placeId, :placeName, :area, :latitude, :longitude, :scene, :zone, :zoneKind,"
                + " :eventName)");
    Columns.bind(Columns.bind(insert, seen.box()), subject)
        .bind("finding", seen.finding().value())
        .bind("alert", seen.alert().number())
        .bind("open", open ? 1 : 0)
        .bind("track", seen.trackId())
        .bind("began", Columns.micros(seen.beganAt()))
        .bind("seen", Columns.micros(seen.seenAt()))
        .execute();
  }

  /**
   * Brings a view up to date; an older report than the newest one leaves it alone.
   *
   * @param before the finding that it was of so far; the report's own when that goes on
   */
  public void follow(FindingId before, FindingReport report) {
    Update update =
        handle.createUpdate(
            "UPDATE alert_views SET finding_id = :finding, track_id = :track, box_left = :left,"
                + " box_top = :top, box_right = :right, box_bottom = :bottom, seen_at = :seen"
                + " WHERE finding_id = :before AND seen_at <= :seen");
    Columns.bind(update, report.box())
        .bind("before", before.value())
        .bind("finding", report.finding().value())
        .bind("track", report.trackId())
        .bind("seen", Columns.micros(report.seenAt()))
        .execute();
  }

  public List<Seen> of(AlertId alert) {
    return handle
        .createQuery("SELECT * FROM alert_views WHERE alert_number = :alert ORDER BY began_at")
        .bind("alert", alert.number())
        .map(
            (row, context) ->
                new Seen(
                    new FindingId(row.getString("finding_id")),
                    alert,
                    Columns.subject(row),
                    row.getString("track_id"),
                    Columns.box(row),
                    Columns.time(row, "began_at"),
                    Columns.time(row, "seen_at")))
        .list();
  }

  /** Hands all views of one case to another, open one. */
  public void move(AlertId from, AlertId to) {
    handle
        .createUpdate(
            "UPDATE alert_views SET alert_number = :to, case_open = 1 WHERE alert_number = :from")
        .bind("from", from.number())
        .bind("to", to.number())
        .execute();
  }

  public void remove(FindingId finding) {
    handle
        .createUpdate("DELETE FROM alert_views WHERE finding_id = :finding")
        .bind("finding", finding.value())
        .execute();
  }
}
