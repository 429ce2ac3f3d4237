package io.cityward.alerts.store;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.algorithm.RaisedAlert;
import io.cityward.alerts.algorithm.ShadowFinding;
import io.cityward.alerts.algorithm.ShadowWatch;
import io.cityward.alerts.algorithm.VersionId;
import io.cityward.core.CameraId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What shadows found, and where they looked. */
public final class ShadowTable {

  /** A finding with its place in the table. */
  public record Numbered(long number, ShadowFinding finding) {}

  private final Handle handle;

  ShadowTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds the finding, or brings it up to date. */
  public void put(ShadowFinding finding) {
    if (update(finding) == 0) {
      insert(finding);
    }
  }

  private int update(ShadowFinding finding) {
    return Columns.bind(
            handle.createUpdate(
                "UPDATE shadow_findings SET last_seen_at = :seen, ended_at = :ended,"
                    + " box_left = :left, box_top = :top, box_right = :right, box_bottom = :bottom,"
                    + " score = :score WHERE finding_id = :id"),
            finding.box())
        .bind("id", finding.findingId())
        .bind("seen", Columns.micros(finding.lastSeenAt()))
        .bind("ended", Columns.micros(finding.endedAt()))
        .bind("score", finding.score())
        .execute();
  }

  private void insert(ShadowFinding finding) {
    Columns.bind(
            handle.createUpdate(
                "INSERT INTO shadow_findings (number, finding_id, algorithm, version, camera_id,"
                    + " scene, began_at, last_seen_at, ended_at, box_left, box_top, box_right,"
                    + " box_bottom, score) VALUES (:number, :id, :algorithm, :version, :camera,"
                    + " :scene, :began, :seen, :ended, :left, :top, :right, :bottom, :score)"),
            finding.box())
        .bind("number", Columns.next(handle, "shadow"))
        .bind("id", finding.findingId())
        .bind("algorithm", finding.version().algorithm())
        .bind("version", finding.version().version())
        .bind("camera", finding.camera().value())
        .bind("scene", finding.scene())
        .bind("began", Columns.micros(finding.beganAt()))
        .bind("seen", Columns.micros(finding.lastSeenAt()))
        .bind("ended", Columns.micros(finding.endedAt()))
        .bind("score", finding.score())
        .execute();
  }

  /** All of a version, newest first. */
  public List<Numbered> of(VersionId version) {
    return handle
        .createQuery(
            "SELECT * FROM shadow_findings WHERE algorithm = :algorithm AND version = :version"
                + " ORDER BY number DESC")
        .bind("algorithm", version.algorithm())
        .bind("version", version.version())
        .map((row, context) -> new Numbered(row.getLong("number"), finding(row)))
        .list();
  }

  /** Removes what is older, and of the rest all but the newest; of all versions together. */
  public void prune(Instant oldest, int most) {
    handle
        .createUpdate("DELETE FROM shadow_findings WHERE last_seen_at < :oldest")
        .bind("oldest", Columns.micros(oldest))
        .execute();
    handle
        .createUpdate(
            "DELETE FROM shadow_findings WHERE number <="
                + " (SELECT COALESCE(MAX(number), 0) FROM shadow_findings) - :most")
        .bind("most", most)
        .execute();
    handle
        .createUpdate("DELETE FROM shadow_watches WHERE until < :oldest")
        .bind("oldest", Columns.micros(oldest))
        .execute();
  }

  public void deleteOf(VersionId version) {
    for (String table : List.of("shadow_findings", "shadow_watches")) {
      handle
          .createUpdate(
              "DELETE FROM " + table + " WHERE algorithm = :algorithm AND version = :version")
          .bind("algorithm", version.algorithm())
          .bind("version", version.version())
          .execute();
    }
  }

  public void beginWatch(VersionId version, CameraId camera, String scene, Instant since) {
    handle
        .createUpdate(
            "INSERT INTO shadow_watches (algorithm, version, camera_id, scene, since, until)"
                + " VALUES (:algorithm, :version, :camera, :scene, :since, NULL)"
                + " ON CONFLICT (algorithm, version, camera_id, scene, since)"
                + " DO UPDATE SET until = NULL")
        .bind("algorithm", version.algorithm())
        .bind("version", version.version())
        .bind("camera", camera.value())
        .bind("scene", scene)
        .bind("since", Columns.micros(since))
        .execute();
  }

  /** Ends what is open of a version on a camera. */
  public void endWatches(VersionId version, CameraId camera, Instant until) {
    handle
        .createUpdate(
            "UPDATE shadow_watches SET until = :until WHERE until IS NULL"
                + " AND algorithm = :algorithm AND version = :version AND camera_id = :camera")
        .bind("until", Columns.micros(until))
        .bind("algorithm", version.algorithm())
        .bind("version", version.version())
        .bind("camera", camera.value())
        .execute();
  }

  /** Ends all that are open: left by a process that ended without a word. */
  public void endAllWatches(Instant until) {
    handle
        .createUpdate("UPDATE shadow_watches SET until = :until WHERE until IS NULL")
        .bind("until", Columns.micros(until))
        .execute();
  }

  public List<ShadowWatch> watches(VersionId version) {
    return handle
        .createQuery(
            "SELECT * FROM shadow_watches WHERE algorithm = :algorithm AND version = :version")
        .bind("algorithm", version.algorithm())
        .bind("version", version.version())
        .map(
            (row, context) ->
                new ShadowWatch(
                    new CameraId(row.getString("camera_id")),
                    row.getString("scene"),
                    Columns.time(row, "since"),
                    Columns.optionalTime(row, "until")))
        .list();
  }

  /** Alerts of some scenes that were seen after a time, the newest first. */
  public List<RaisedAlert> alertsSince(Collection<String> scenes, Instant since, int most) {
    if (scenes.isEmpty()) {
      return List.of();
    }
    return handle
        .createQuery(
            "SELECT * FROM alerts WHERE scene IN (<scenes>) AND last_seen_at >= :since"
                + " ORDER BY number DESC LIMIT :most")
        .bindList("scenes", scenes)
        .bind("since", Columns.micros(since))
        .bind("most", most)
        .map((row, context) -> alert(row))
        .list();
  }

  private static RaisedAlert alert(ResultSet row) throws SQLException {
    Instant seen = Columns.time(row, "last_seen_at");
    return new RaisedAlert(
        new AlertId(row.getLong("number")),
        new CameraId(row.getString("camera_id")),
        row.getString("scene"),
        Columns.time(row, "began_at"),
        Columns.optionalTime(row, "ended_at").filter(seen::isBefore).orElse(seen),
        Columns.box(row));
  }

  private static ShadowFinding finding(ResultSet row) throws SQLException {
    return new ShadowFinding(
        row.getString("finding_id"),
        new VersionId(row.getString("algorithm"), row.getString("version")),
        new CameraId(row.getString("camera_id")),
        row.getString("scene"),
        Columns.time(row, "began_at"),
        Columns.time(row, "last_seen_at"),
        Columns.optionalTime(row, "ended_at"),
        Columns.box(row),
        row.getDouble("score"));
  }
}
