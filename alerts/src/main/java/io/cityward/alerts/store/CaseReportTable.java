package io.cityward.alerts.store;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Place;
import io.cityward.alerts.report.CaseDraft;
import io.cityward.alerts.report.CaseReport;
import io.cityward.alerts.report.CaseSource;
import io.cityward.alerts.report.ReportId;
import io.cityward.alerts.report.Reporter;
import io.cityward.core.CityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What was reported by hand. */
public final class CaseReportTable {

  private static final String SELECT =
      "SELECT r.*, a.order_number FROM case_reports r"
          + " JOIN alerts a ON a.number = r.alert_number WHERE ";

  private final Handle handle;

  CaseReportTable(Handle handle) {
    this.handle = handle;
  }

  public ReportId nextId() {
    return new ReportId(Columns.next(handle, "report"));
  }

  /** What a system has reported under a key. */
  public Optional<CaseReport> find(String system, String key) {
    return handle
        .createQuery(SELECT + "r.system = :system AND r.report_key = :key")
        .bind("system", system)
        .bind("key", key)
        .map((row, context) -> map(row))
        .findOne();
  }

  /**
   * @throws CityException NOT_FOUND
   */
  public CaseReport get(ReportId id) {
    return handle
        .createQuery(SELECT + "r.number = :number")
        .bind("number", id.number())
        .map((row, context) -> map(row))
        .findOne()
        .orElseThrow(() -> CityException.notFound("report", id));
  }

  public void insert(CaseReport report) {
    CaseDraft draft = report.draft();
    handle
        .createUpdate(
            "INSERT INTO case_reports (number, alert_number, source, system, report_key,"
                + " fingerprint, event_code, event_name, place_id, place_name, place_area,"
                + " latitude, longitude, description, reporter_name, reporter_contact, seen_at, at, actor,"
                + " joined, reason) VALUES (:number, :alert, :source, :system, :key, :fingerprint,"
                + " :code, :eventName, :placeId, :placeName, :area, :latitude, :longitude, :description,"
                + " :reporterName, :contact, :seen, :at, :actor, :joined, :reason)")
        .bind("number", report.id().number())
        .bind("alert", report.alert().number())
        .bind("source", draft.source().name())
        .bind("system", draft.system())
        .bind("key", draft.key())
        .bind("fingerprint", draft.fingerprint())
        .bind("code", draft.eventCode())
        .bind("eventName", draft.eventName())
        .bind("placeId", draft.place().id())
        .bind("placeName", draft.place().name())
        .bind("area", draft.place().area())
        .bind("latitude", draft.place().latitude())
        .bind("longitude", draft.place().longitude())
        .bind("description", draft.description())
        .bind("reporterName", draft.reporter().name())
        .bind("contact", draft.reporter().contact())
        .bind("seen", Columns.micros(draft.seenAt()))
        .bind("at", Columns.micros(report.reportedAt()))
        .bind("actor", draft.actor())
        .bind("joined", report.joined() ? 1 : 0)
        .bind("reason", report.reason())
        .execute();
  }

  /**
   * A page of reports, newest first.
   *
   * @param alert of which case; empty for any
   * @param sources empty for any
   * @param before only those with a smaller number
   */
  public List<CaseReport> page(
      Optional<AlertId> alert, Set<CaseSource> sources, long before, int limit) {
    Conditions conditions = new Conditions().and("r.number < :before", "before", before);
    alert.ifPresent(a -> conditions.and("r.alert_number = :alert", "alert", a.number()));
    conditions.in("r.source", "sources", sources.stream().map(Enum::name).toList());
    Query query =
        handle.createQuery(SELECT + conditions.sql() + " ORDER BY r.number DESC LIMIT :max");
    return conditions.bind(query).bind("max", limit).map((row, context) -> map(row)).list();
  }

  private static CaseReport map(ResultSet row) throws SQLException {
    return new CaseReport(
        new ReportId(row.getLong("number")),
        new AlertId(row.getLong("alert_number")),
        new OrderId(row.getLong("order_number")),
        new CaseDraft(
            CaseSource.valueOf(row.getString("source")),
            row.getString("system"),
            row.getString("report_key"),
            row.getString("event_code"),
            row.getString("event_name"),
            new Place(
                row.getString("place_id"),
                row.getString("place_name"),
                row.getString("place_area"),
                row.getDouble("latitude"),
                row.getDouble("longitude")),
            row.getString("description"),
            new Reporter(row.getString("reporter_name"), row.getString("reporter_contact")),
            Columns.time(row, "seen_at"),
            row.getString("actor")),
        Columns.time(row, "at"),
        row.getInt("joined") == 1,
        row.getString("reason"));
  }
}
