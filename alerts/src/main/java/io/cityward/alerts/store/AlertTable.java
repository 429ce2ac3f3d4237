package io.cityward.alerts.store;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertFilter;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.AlertState;
import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.Judgement;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Place;
import io.cityward.alerts.alert.Subject;
import io.cityward.alerts.alert.Verdict;
import io.cityward.alerts.algorithm.VersionId;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** The alerts. Their evidence lies in a table of its own and is joined in when they are read. */
public final class AlertTable {

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
                + " OR (place_name = :name AND place_area = :area))"
                + " ORDER BY number DESC LIMIT :max")
        .bind("code", eventCode)
        .bind("south", place.latitude() - reach[0])
        .bind("north", place.latitude() + reach[0])
        .bind("west", place.longitude() - reach[1])
        .bind("east", place.longitude() + reach[1])
        .bind("name", place.name())
        .bind("area", place.area())
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

  public void insert(Alert alert) {
    Subject subject = alert.subject();
    Update insert =
        handle.createUpdate(
            "INSERT INTO alerts (number, order_number, camera_id, camera_name, place_name,"
                + " place_area, latitude, longitude, scene, zone_id, zone_kind, event_code,"
                + " event_name, track_id, score, box_left, box_top, box_right, box_bottom, state,"
                + " verdict, verdict_by, verdict_cause, began_at, due_at, raised_at, last_seen_at,"
                + " ended_at, sightings, path, reason, algorithm, algorithm_version, case_open, version)"
                + " VALUES (:number, :order, :camera, :cameraName, :placeName, :area, :latitude,"
                + " :longitude, :scene, :zone, :zoneKind, :code, :eventName, :track, :score, :left,"
                + " :top, :right, :bottom, :state, :verdict, :verdictBy, :cause, :began, :due,"
                + " :raised, :lastSeen, :ended, :sightings, :path, :reason, :algorithm, :algorithmVersion, 1,"
                + " :version)");
    bindChanging(insert, alert)
        .bind("order", alert.order().number())
        .bind("camera", subject.camera().value())
        .bind("cameraName", subject.cameraName())
        .bind("placeName", subject.place().name())
        .bind("area", subject.place().area())
        .bind("latitude", subject.place().latitude())
        .bind("longitude", subject.place().longitude())
        .bind("scene", subject.scene())
        .bind("zone", subject.zoneId())
        .bind("zoneKind", subject.zoneKind())
        .bind("code", subject.eventCode())
        .bind("eventName", subject.eventName())
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
                + " verdict_by = :verdictBy, verdict_cause = :cause, began_at = :began,"
                + " last_seen_at = :lastSeen, ended_at = :ended, sightings = :sightings, path = :path,"
                + " version = :version WHERE number = :number");
    bindChanging(update, alert).execute();
  }

  /** Takes the alert out of what {@link #open} offers. */
  public void closeCase(AlertId id) {
    handle
        .createUpdate("UPDATE alerts SET case_open = 0 WHERE number = :number")
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

  private static Alert map(ResultSet row) throws SQLException {
    return new Alert(
        new AlertId(row.getLong("number")),
        new OrderId(row.getLong("order_number")),
        Columns.subject(row),
        row.getString("track_id"),
        row.getDouble("score"),
        Columns.box(row),
        AlertState.valueOf(row.getString("state")),
        new Judgement(
            Verdict.valueOf(row.getString("verdict")),
            row.getString("verdict_by"),
            row.getString("verdict_cause")),
        Columns.time(row, "began_at"),
        Columns.time(row, "due_at"),
        Columns.time(row, "raised_at"),
        Columns.time(row, "last_seen_at"),
        Columns.optionalTime(row, "ended_at"),
        row.getInt("sightings"),
        row.getString("reason"),
        PathColumn.read(row.getString("path")),
        foundBy(row),
        List.of(),
        row.getLong("version"));
  }
}
