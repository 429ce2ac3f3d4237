package io.cityward.alerts.store;

import io.cityward.alerts.alert.Place;
import io.cityward.alerts.alert.Subject;
import io.cityward.core.Box;
import io.cityward.core.CameraId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** How values lie in columns: times as microseconds since 1970, boxes as four numbers. */
final class Columns {

  private Columns() {}

  static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  static Long micros(Optional<Instant> time) {
    return time.map(Columns::micros).orElse(null);
  }

  static Instant time(ResultSet row, String column) throws SQLException {
    return Instant.EPOCH.plus(row.getLong(column), ChronoUnit.MICROS);
  }

  static Optional<Instant> optionalTime(ResultSet row, String column) throws SQLException {
    Instant time = time(row, column);
    return row.wasNull() ? Optional.empty() : Optional.of(time);
  }

  static <S extends SqlStatement<S>> S bind(S statement, Box box) {
    return statement
        .bind("left", box.left())
        .bind("top", box.top())
        .bind("right", box.right())
        .bind("bottom", box.bottom());
  }

  static Box box(ResultSet row) throws SQLException {
    return new Box(
        row.getDouble("box_left"),
        row.getDouble("box_top"),
        row.getDouble("box_right"),
        row.getDouble("box_bottom"));
  }

  static <S extends SqlStatement<S>> S bind(S statement, Subject subject) {
    return statement
        .bind("camera", subject.camera().value())
        .bind("cameraName", subject.cameraName())
        .bind("placeId", subject.place().id())
        .bind("placeName", subject.place().name())
        .bind("area", subject.place().area())
        .bind("latitude", subject.place().latitude())
        .bind("longitude", subject.place().longitude())
        .bind("scene", subject.scene())
        .bind("zone", subject.zoneId())
        .bind("zoneKind", subject.zoneKind())
        .bind("code", subject.eventCode())
        .bind("eventName", subject.eventName());
  }

  static Place place(ResultSet row) throws SQLException {
    return new Place(
        row.getString("place_id"),
        row.getString("place_name"),
        row.getString("place_area"),
        row.getDouble("latitude"),
        row.getDouble("longitude"));
  }

  static Subject subject(ResultSet row) throws SQLException {
    return new Subject(
        new CameraId(row.getString("camera_id")),
        row.getString("camera_name"),
        place(row),
        row.getString("scene"),
        row.getString("zone_id"),
        row.getString("zone_kind"),
        row.getString("event_code"),
        row.getString("event_name"));
  }

  /**
   * The next number of a series. Counters are rows, not sequences: a rolled-back transaction leaves
   * no hole, and whoever sees a number sees all smaller ones.
   */
  static long next(Handle handle, String counter) {
    return handle
        .createQuery("UPDATE counters SET value = value + 1 WHERE name = :name RETURNING value")
        .bind("name", counter)
        .mapTo(Long.class)
        .one();
  }
}
