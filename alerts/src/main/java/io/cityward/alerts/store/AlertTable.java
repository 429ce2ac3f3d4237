package io.cityward.alerts.store;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertFilter;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.AlertState;
import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.Lineage;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Place;
import io.cityward.alerts.alert.Subject;
import io.cityward.alerts.alert.Verdict;
import io.cityward.alerts.algorithm.VersionId;
import io.cityward.alerts.calibration.JudgedScore;
import io.cityward.alerts.dedup.Distance;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** The alerts. Their evidence lies in a table of its own and is joined in when they are read. */
public final class AlertTable {

  private static final String OF_SCENE =
      " WHERE camera_id = :camera AND scene = :scene AND raised_at >= :since";

  private final Handle handle;
  private final EvidenceTable evidence;

  AlertTable(Handle handle, EvidenceTable evidence) {
    this.handle = handle;
    this.evidence = evidence;
  }

  public AlertId nextId() {
    return new AlertId(Columns.next(handle, "alert"));
  }

  /**
   * The alert of an id.
   *
   * @throws CityException NOT_FOUND
   */
  public Alert get(AlertId id) {
    return of(List.of(id)).stream()
        .findFirst()
        .orElseThrow(() -> CityException.notFound("alert", id));
  }

  /** The alerts of some ids, in no order; unknown ids are left out. */
  public List<Alert> of(Collection<AlertId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Query query =
        handle
            .createQuery("SELECT * FROM alerts WHERE number IN (<numbers>)")
            .bindList("numbers", ids.stream().map(AlertId::number).distinct().toList());
    return withEvidence(query.map((row, context) -> map(row)).list());
  }

  /** The alerts of a camera and event code whose work order is not finished. */
  public List<Alert> open(CameraId camera, String eventCode) {
    return handle
        .createQuery(
            "SELECT * FROM alerts"
                + " WHERE camera_id = :camera AND event_code = :code AND case_open = 1")
        .bind("camera", camera.value())
        .bind("code", eventCode)
        .map((row, context) -> map(row))
        .list();
  }

  /**
   * The alerts of an event code whose work order is not finished, and that lie within a rectangle
   * or at a place of a name and area, whatever camera found them.
   *
   * @param reach of the rectangle around the place, in degrees of latitude and of longitude
   */
  public List<Alert> openAt(String eventCode, Place place, double[] reach, int limit) {
    return handle
        .createQuery(
            "SELECT * FROM alerts WHERE event_code = :code AND case_open = 1"
                + " AND ((latitude BETWEEN :south AND :north AND longitude BETWEEN :west AND :east)"
                + " OR (place_name = :name AND place_area = :area)"
                + " OR (place_id = :place AND place_id <> ''))"
                + " ORDER BY number DESC LIMIT :max")
        .bind("code", eventCode)
        .bind("south", place.latitude() - reach[0])
        .bind("north", place.latitude() + reach[0])
        .bind("west", place.longitude() - reach[1])
        .bind("east", place.longitude() + reach[1])
        .bind("name", place.name())
        .bind("area", place.area())
        .bind("place", place.id())
        .bind("max", limit)
        .map((row, context) -> map(row))
        .list();
  }

  /**
   * A page of alerts, newest first.
   *
   * @param before only alerts with a smaller number
   */
  public List<Alert> page(AlertFilter filter, long before, int limit) {
    Conditions conditions = new Conditions().and("number < :before", "before", before);
    conditions.in("camera_id", "cameras", filter.cameras().stream().map(CameraId::value).toList());
    conditions.in("scene", "scenes", filter.scenes());
    conditions.in("state", "states", filter.states().stream().map(Enum::name).toList());
    conditions.in("verdict", "verdicts", filter.verdicts().stream().map(Enum::name).toList());
    filter.raisedFrom().ifPresent(t -> conditions.and("raised_at >= :from", "from", t));
    filter.raisedUntil().ifPresent(t -> conditions.and("raised_at < :until", "until", t));
    Query query =
        handle.createQuery(
            "SELECT * FROM alerts WHERE " + conditions.sql() + " ORDER BY number DESC LIMIT :max");
    return withEvidence(
        conditions.bind(query).bind("max", limit).map((row, context) -> map(row)).list());
  }

  /** What people said of a scene at a camera, of alerts raised since, the newest first. */
  public List<JudgedScore> judged(CameraId camera, String scene, Instant since, int limit) {
    return ofScene(
            "SELECT score, verdict, raised_at, algorithm, algorithm_version FROM alerts"
                + OF_SCENE
                + " AND verdict IN ('CONFIRMED', 'REJECTED') AND verdict_by NOT LIKE 'rule %'"
                + " ORDER BY number DESC LIMIT :max",
            camera,
            scene,
            since)
        .bind("max", limit)
        .map(
            (row, context) ->
                new JudgedScore(
                    row.getDouble("score"),
                    Verdict.valueOf(row.getString("verdict")) == Verdict.CONFIRMED,
                    Columns.time(row, "raised_at"),
                    foundBy(row)))
        .list();
  }

  /** How many alerts of a scene at a camera, raised since, nobody has judged. */
  public int unjudged(CameraId camera, String scene, Instant since) {
    String sql = "SELECT COUNT(*) FROM alerts" + OF_SCENE + " AND verdict = 'PENDING'";
    return ofScene(sql, camera, scene, since).mapTo(Integer.class).one();
  }

  private Query ofScene(String sql, CameraId camera, String scene, Instant since) {
    return handle
        .createQuery(sql)
        .bind("camera", camera.value())
        .bind("scene", scene)
        .bind("since", Columns.micros(since));
  }

  public void insert(Alert alert) {
    insert(alert, false);
  }

  /**
   * Adds an alert.
   *
   * @param near whether cases of other cameras near it are to find it
   */
  public void insert(Alert alert, boolean near) {
    Subject subject = alert.subject();
    Lineage lineage = alert.lineage();
    Update insert =
        handle.createUpdate(
            "INSERT INTO alerts (number, order_number, camera_id, camera_name, place_id,"
                + " place_name, place_area, cell, opened, recurrence_of, split_from,"
                + " latitude, longitude, scene, zone_id, zone_kind, event_code,"
                + " event_name, track_id, score, box_left, box_top, box_right, box_bottom, state,"
                + " verdict, verdict_by, verdict_cause, verdict_code, began_at, due_at, raised_at, last_seen_at,"
                + " ended_at, sightings, path, reason, algorithm, algorithm_version, case_open, version)"
                + " VALUES (:number, :order, :camera, :cameraName, :placeId, :placeName, :area,"
                + " :cell, :opened, :recurrenceOf, :splitFrom, :latitude,"
                + " :longitude, :scene, :zone, :zoneKind, :code, :eventName, :track, :score, :left,"
                + " :top, :right, :bottom, :state, :verdict, :verdictBy, :cause, :causeCode, :began, :due,"
                + " :raised, :lastSeen, :ended, :sightings, :path, :reason, :algorithm, :algorithmVersion, 1,"
                + " :version)");
    Columns.bind(bindChanging(insert, alert), subject)
        .bind("order", alert.order().number())
        .bind("cell", near ? Distance.cell(subject.place()) : "")
        .bind("opened", lineage.opened())
        .bind("recurrenceOf", number(lineage.recurrenceOf()))
        .bind("splitFrom", number(lineage.splitFrom()))
        .bind("due", Columns.micros(alert.dueAt()))
        .bind("raised", Columns.micros(alert.raisedAt()))
        .bind("reason", alert.reason())
        .bind("algorithm", alert.foundBy().map(VersionId::algorithm).orElse(""))
        .bind("algorithmVersion", alert.foundBy().map(VersionId::version).orElse(""))
        .execute();
  }

  public void update(Alert alert) {
    Update update =
        handle.createUpdate(
            "UPDATE alerts SET track_id = :track, score = :score, box_left = :left, box_top = :top,"
                + " box_right = :right, box_bottom = :bottom, state = :state, verdict = :verdict,"
                + " verdict_by = :verdictBy, verdict_cause = :cause, verdict_code = :causeCode, began_at = :began,"
                + " last_seen_at = :lastSeen, ended_at = :ended, sightings = :sightings, path = :path,"
                + " version = :version WHERE number = :number");
    bindChanging(update, alert).execute();
  }

  /** Ties the alert to other cases; its {@link #update} leaves that alone. */
  public void tie(Alert alert) {
    Lineage lineage = alert.lineage();
    handle
        .createUpdate(
            "UPDATE alerts SET duplicate_of = :duplicateOf, other_cameras = :cameras,"
                + " quiet = :quiet WHERE number = :number")
        .bind("number", alert.id().number())
        .bind("duplicateOf", number(lineage.duplicateOf()))
        .bind(
            "cameras",
            lineage.otherCameras().stream().map(CameraId::value).collect(Collectors.joining(",")))
        .bind("quiet", lineage.quiet())
        .execute();
  }

  /** Takes the alert out of what {@link #open} offers. */
  public void closeCase(AlertId id, Instant at) {
    handle
        .createUpdate(
            "UPDATE alerts SET case_open = 0, closed_at = :at WHERE number = :number"
                + " AND case_open = 1")
        .bind("number", id.number())
        .bind("at", Columns.micros(at))
        .execute();
    handle
        .createUpdate("UPDATE alert_views SET case_open = 0 WHERE alert_number = :number")
        .bind("number", id.number())
        .execute();
  }

  private static Update bindChanging(Update statement, Alert alert) {
    return Columns.bind(statement, alert.box())
        .bind("number", alert.id().number())
        .bind("track", alert.trackId())
        .bind("score", alert.score())
        .bind("state", alert.state().name())
        .bind("verdict", alert.judgement().verdict().name())
        .bind("verdictBy", alert.judgement().by())
        .bind("cause", alert.judgement().cause())
        .bind("causeCode", alert.judgement().code())
        .bind("began", Columns.micros(alert.beganAt()))
        .bind("lastSeen", Columns.micros(alert.lastSeenAt()))
        .bind("ended", Columns.micros(alert.endedAt()))
        .bind("sightings", alert.sightings())
        .bind("path", PathColumn.of(alert.path()))
        .bind("version", alert.version());
  }

  private List<Alert> withEvidence(List<Alert> alerts) {
    Map<AlertId, List<Evidence>> all = evidence.of(alerts.stream().map(Alert::id).toList());
    return alerts.stream().map(a -> a.with(all.getOrDefault(a.id(), List.of()))).toList();
  }

  private static Optional<VersionId> foundBy(ResultSet row) throws SQLException {
    String algorithm = row.getString("algorithm");
    return algorithm.isEmpty()
        ? Optional.empty()
        : Optional.of(new VersionId(algorithm, row.getString("algorithm_version")));
  }

  private static Lineage lineage(ResultSet row) throws SQLException {
    String cameras = row.getString("other_cameras");
    return new Lineage(
        row.getString("opened"),
        tie(row, "recurrence_of"),
        tie(row, "duplicate_of"),
        tie(row, "split_from"),
        cameras.isEmpty()
            ? List.of()
            : Arrays.stream(cameras.split(",")).map(CameraId::new).toList(),
        row.getInt("quiet"));
  }

  private static Optional<AlertId> tie(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(new AlertId(number));
  }

  private static Long number(Optional<AlertId> alert) {
    return alert.map(AlertId::number).orElse(null);
  }

  private static Alert map(ResultSet row) throws SQLException {
    return new Alert(
        new AlertId(row.getLong("number")),
        new OrderId(row.getLong("order_number")),
        Columns.subject(row),
        row.getString("track_id"),
        row.getDouble("score"),
        Columns.box(row),
        AlertState.valueOf(row.getString("state")),
        CaseTable.judgement(row),
        Columns.time(row, "began_at"),
        Columns.time(row, "due_at"),
        Columns.time(row, "raised_at"),
        Columns.time(row, "last_seen_at"),
        Columns.optionalTime(row, "ended_at"),
        row.getInt("sightings"),
        row.getString("reason"),
        PathColumn.read(row.getString("path")),
        foundBy(row),
        lineage(row),
        List.of(),
        row.getLong("version"));
  }
}
