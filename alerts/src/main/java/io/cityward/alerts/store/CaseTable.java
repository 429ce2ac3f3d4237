package io.cityward.alerts.store;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.Judgement;
import io.cityward.alerts.alert.Subject;
import io.cityward.alerts.alert.Verdict;
import io.cityward.alerts.dedup.Candidate;
import io.cityward.alerts.dedup.Closing;
import io.cityward.alerts.dedup.Distance;
import io.cityward.core.Box;
import io.cityward.core.CameraId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * What a fresh finding is compared with, by one statement and by index only: cases of its camera
 * and event code, and, where places are shared, those of other cameras.
 */
public final class CaseTable {

  /** Of closed cases, per way to find them; the newest. */
  private static final int MOST_CLOSED = 50;

  private static final String COLUMNS =
      "a.number, a.place_id, a.place_name, a.place_area, a.latitude, a.longitude, a.began_at,"
          + " a.last_seen_at, a.verdict, a.verdict_by, a.verdict_cause, a.verdict_code,"
          + " a.closed_at, ";

  /** As the camera that opened it sees it. */
  private static final String OWN =
      "SELECT "
          + COLUMNS
          + "'' AS view, a.camera_id, a.scene, a.track_id, a.box_left, a.box_top, a.box_right,"
          + " a.box_bottom FROM alerts a WHERE a.event_code = :code AND ";

  /** As another one sees it. */
  private static final String VIEWED =
      "SELECT "
          + COLUMNS
          + "v.finding_id AS view, v.camera_id, v.scene, v.track_id, v.box_left, v.box_top,"
          + " v.box_right, v.box_bottom FROM alert_views v JOIN alerts a"
          + " ON a.number = v.alert_number WHERE v.camera_id = :camera AND v.event_code = :code"
          + " AND ";

  private static final String SAME_CAMERA = "a.camera_id = :camera";
  private static final String SAME_PLACE =
      "a.place_id = :place AND a.place_id <> '' AND a.camera_id <> :camera";
  private static final String NEAR =
      "a.cell IN (<cells>) AND a.cell <> '' AND a.camera_id <> :camera";

  private final Handle handle;

  CaseTable(Handle handle) {
    this.handle = handle;
  }

  /**
   * Open cases that a finding may belong to.
   *
   * @param radius metres within which cases of other cameras are wanted; 0 for none
   */
  public List<Candidate> open(Subject subject, double radius) {
    List<String> cells = Distance.cells(subject.place(), radius);
    StringBuilder sql = new StringBuilder(OWN).append(SAME_CAMERA).append(" AND a.case_open = 1");
    sql.append(" UNION ALL ").append(VIEWED).append("v.case_open = 1");
    if (!subject.place().id().isEmpty()) {
      sql.append(" UNION ALL ").append(OWN).append(SAME_PLACE).append(" AND a.case_open = 1");
    }
    if (!cells.isEmpty()) {
      sql.append(" UNION ALL ").append(OWN).append(NEAR).append(" AND a.case_open = 1");
    }
    return list(sql.toString(), subject, cells, Optional.empty());
  }

  /**
   * Closed cases that a finding may come after, none that goes on in another one.
   *
   * @param box where in the picture; of its own camera, only cases that touch it
   * @param since closed not before this
   */
  public List<Candidate> closed(Subject subject, double radius, Box box, Instant since) {
    List<String> cells = Distance.cells(subject.place(), radius);
    String newest =
        " AND a.case_open = 0 AND a.closed_at >= :since AND a.duplicate_of IS NULL"
            + " ORDER BY a.closed_at DESC LIMIT "
            + MOST_CLOSED
            + ")";
    String touches =
        " AND %1$s.box_left <= :right AND %1$s.box_right >= :left"
            + " AND %1$s.box_top <= :bottom AND %1$s.box_bottom >= :top";
    StringBuilder sql = new StringBuilder("SELECT * FROM (").append(OWN).append(SAME_CAMERA);
    sql.append(String.format(touches, "a")).append(newest).append(" own");
    sql.append(" UNION ALL SELECT * FROM (").append(VIEWED).append("v.case_open = 0");
    sql.append(String.format(touches, "v")).append(newest).append(" viewed");
    if (!subject.place().id().isEmpty()) {
      sql.append(" UNION ALL SELECT * FROM (").append(OWN).append(SAME_PLACE).append(newest);
      sql.append(" shared");
    }
    if (!cells.isEmpty()) {
      sql.append(" UNION ALL SELECT * FROM (").append(OWN).append(NEAR).append(newest);
      sql.append(" near");
    }
    return list(sql.toString(), subject, cells, Optional.of(new Past(box, since)));
  }

  /** What was split off an alert, newest first. */
  public List<AlertId> splitFrom(AlertId alert) {
    return handle
        .createQuery("SELECT number FROM alerts WHERE split_from = :alert ORDER BY number DESC")
        .bind("alert", alert.number())
        .mapTo(Long.class)
        .map(AlertId::new)
        .list();
  }

  private record Past(Box box, Instant since) {}

  private List<Candidate> list(
      String sql, Subject subject, List<String> cells, Optional<Past> past) {
    Query query =
        handle
            .createQuery(sql)
            .bind("camera", subject.camera().value())
            .bind("code", subject.eventCode());
    if (!subject.place().id().isEmpty()) {
      query.bind("place", subject.place().id());
    }
    if (!cells.isEmpty()) {
      query.bindList("cells", cells);
    }
    past.ifPresent(p -> Columns.bind(query, p.box()).bind("since", Columns.micros(p.since())));
    return query.map((row, context) -> candidate(row)).list();
  }

  /** How the case of an alert was closed; empty while it is open. */
  static Optional<Closing> closing(ResultSet row) throws SQLException {
    Optional<Instant> at = Columns.optionalTime(row, "closed_at");
    return at.isEmpty() ? Optional.empty() : Optional.of(new Closing(at.get(), judgement(row)));
  }

  static Judgement judgement(ResultSet row) throws SQLException {
    return new Judgement(
        Verdict.valueOf(row.getString("verdict")),
        row.getString("verdict_by"),
        row.getString("verdict_cause"),
        row.getString("verdict_code"));
  }

  private static Candidate candidate(ResultSet row) throws SQLException {
    String view = row.getString("view");
    return new Candidate(
        new AlertId(row.getLong("number")),
        view.isEmpty() ? Optional.empty() : Optional.of(new FindingId(view)),
        new CameraId(row.getString("camera_id")),
        Columns.place(row),
        row.getString("scene"),
        row.getString("track_id"),
        Columns.box(row),
        Columns.time(row, "began_at"),
        Columns.time(row, "last_seen_at"),
        closing(row));
  }
}
