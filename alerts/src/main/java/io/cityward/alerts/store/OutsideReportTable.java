package io.cityward.alerts.store;

import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Place;
import io.cityward.alerts.dispatch.open311.OutsideReport;
import io.cityward.alerts.dispatch.open311.OutsideReportId;
import io.cityward.core.CityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What other systems reported. */
public final class OutsideReportTable {

  private final Handle handle;

  OutsideReportTable(Handle handle) {
    this.handle = handle;
  }

  public OutsideReportId nextId() {
    return new OutsideReportId(Columns.next(handle, "outside_report"));
  }

  public Optional<OutsideReport> find(String source, String key) {
    return handle
        .createQuery("SELECT * FROM outside_reports WHERE source = :source AND report_key = :key")
        .bind("source", source)
        .bind("key", key)
        .map((row, context) -> map(row))
        .findOne();
  }

  /**
   * @throws CityException NOT_FOUND
   */
  public OutsideReport get(OutsideReportId id) {
    return handle
        .createQuery("SELECT * FROM outside_reports WHERE number = :number")
        .bind("number", id.number())
        .map((row, context) -> map(row))
        .findOne()
        .orElseThrow(() -> CityException.notFound("report", id));
  }

  /** Newest first. */
  public List<OutsideReport> page(Set<OutsideReport.State> states, long before, int limit) {
    Conditions conditions = new Conditions().and("number < :before", "before", before);
    conditions.in("state", "states", states.stream().map(Enum::name).toList());
    Query query =
        handle.createQuery(
            "SELECT * FROM outside_reports WHERE "
                + conditions.sql()
                + " ORDER BY number DESC LIMIT :max");
    return conditions.bind(query).bind("max", limit).map((row, context) -> map(row)).list();
  }

  public void insert(OutsideReport report) {
    handle
        .createUpdate(
            "INSERT INTO outside_reports (number, source, report_key, state, event_code,"
                + " event_name, description, place_name, place_area, latitude, longitude,"
                + " media_url, contact, received_at, changed_at, order_number, note) VALUES"
                + " (:number, :source, :key, :state, :code, :name, :description, :place, :area,"
                + " :latitude, :longitude, :media, :contact, :received, :changed, :order, :note)")
        .bind("number", report.id().number())
        .bind("source", report.source())
        .bind("key", report.key())
        .bind("state", report.state().name())
        .bind("code", report.eventCode())
        .bind("name", report.eventName())
        .bind("description", report.description())
        .bind("place", report.place().name())
        .bind("area", report.place().area())
        .bind("latitude", report.place().latitude())
        .bind("longitude", report.place().longitude())
        .bind("media", report.mediaUrl())
        .bind("contact", report.contact())
        .bind("received", Columns.micros(report.receivedAt()))
        .bind("changed", Columns.micros(report.changedAt()))
        .bind("order", report.order().map(OrderId::number).orElse(null))
        .bind("note", report.note())
        .execute();
  }

  /** Stores what became of it. */
  public void update(OutsideReport report) {
    handle
        .createUpdate(
            "UPDATE outside_reports SET state = :state, changed_at = :changed,"
                + " order_number = :order, note = :note WHERE number = :number")
        .bind("number", report.id().number())
        .bind("state", report.state().name())
        .bind("changed", Columns.micros(report.changedAt()))
        .bind("order", report.order().map(OrderId::number).orElse(null))
        .bind("note", report.note())
        .execute();
  }

  private static OutsideReport map(ResultSet row) throws SQLException {
    long order = row.getLong("order_number");
    Optional<OrderId> linked = row.wasNull() ? Optional.empty() : Optional.of(new OrderId(order));
    return new OutsideReport(
        new OutsideReportId(row.getLong("number")),
        row.getString("source"),
        row.getString("report_key"),
        OutsideReport.State.valueOf(row.getString("state")),
        row.getString("event_code"),
        row.getString("event_name"),
        row.getString("description"),
        new Place(
            row.getString("place_name"),
            row.getString("place_area"),
            row.getDouble("latitude"),
            row.getDouble("longitude")),
        row.getString("media_url"),
        row.getString("contact"),
        Columns.time(row, "received_at"),
        Columns.time(row, "changed_at"),
        linked,
        row.getString("note"));
  }
}
