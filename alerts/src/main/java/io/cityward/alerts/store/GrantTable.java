package io.cityward.alerts.store;

import io.cityward.alerts.compute.ApplicationId;
import io.cityward.alerts.compute.Grant;
import io.cityward.alerts.compute.Grant.Revocation;
import io.cityward.alerts.compute.GrantId;
import io.cityward.alerts.compute.Period;
import io.cityward.core.CityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** What departments were granted; those that ended stay as history. */
public final class GrantTable {

  private final Handle handle;

  GrantTable(Handle handle) {
    this.handle = handle;
  }

  public GrantId nextId() {
    return new GrantId(Columns.next(handle, "grant"));
  }

  /**
   * The grant of an id.
   *
   * @throws CityException NOT_FOUND
   */
  public Grant get(GrantId id) {
    return handle
        .createQuery("SELECT * FROM grants WHERE number = :number")
        .bind("number", id.number())
        .map((row, context) -> map(row))
        .findOne()
        .orElseThrow(() -> CityException.notFound("grant", id));
  }

  /** Those that are active at some moment of a period, oldest first. */
  public List<Grant> during(Period period) {
    return handle
        .createQuery(
            "SELECT * FROM grants WHERE ends_at > :from AND from_at < :until AND from_at < ends_at"
                + " ORDER BY number")
        .bind("from", Columns.micros(period.from()))
        .bind("until", Columns.micros(period.until()))
        .map((row, context) -> map(row))
        .list();
  }

  /** Those that are active at a moment, oldest first. */
  public List<Grant> activeAt(Instant time) {
    return handle
        .createQuery("SELECT * FROM grants WHERE ends_at > :at AND from_at <= :at ORDER BY number")
        .bind("at", Columns.micros(time))
        .map((row, context) -> map(row))
        .list();
  }

  /**
   * A page of grants, newest first.
   *
   * @param departments empty for any
   * @param activeAt empty for any
   * @param before only those with a smaller number
   */
  public List<Grant> page(
      Set<String> departments, Optional<Instant> activeAt, long before, int limit) {
    Conditions conditions = new Conditions().and("number < :before", "before", before);
    conditions.in("department_id", "departments", departments);
    activeAt.ifPresent(
        at -> conditions.and("ends_at > :ends", "ends", at).and("from_at <= :begun", "begun", at));
    Query query =
        handle.createQuery(
            "SELECT * FROM grants WHERE " + conditions.sql() + " ORDER BY number DESC LIMIT :max");
    return conditions.bind(query).bind("max", limit).map((row, context) -> map(row)).list();
  }

  /** How many grants of a department have not ended. */
  public int notEnded(String department, Instant now) {
    return handle
        .createQuery(
            "SELECT COUNT(*) FROM grants WHERE department_id = :department AND ends_at > :now"
                + " AND from_at < ends_at")
        .bind("department", department)
        .bind("now", Columns.micros(now))
        .mapTo(Integer.class)
        .one();
  }

  public void insert(Grant grant) {
    Update insert =
        handle.createUpdate(
            "INSERT INTO grants (number, application_number, department_id, "
                + AllotmentColumns.NAMES
                + ", compute_units, ends_at, granted_at, granted_by, revoked_by, revoke_reason,"
                + " revision) VALUES (:number, :application, :department, "
                + AllotmentColumns.VALUES
                + ", :units, :ends, :at, :by, '', '', :revision)");
    AllotmentColumns.bind(insert, grant.given(), grant.period())
        .bind("number", grant.id().number())
        .bind("application", grant.application().number())
        .bind("department", grant.department())
        .bind("units", grant.computeUnits())
        .bind("ends", Columns.micros(grant.ends()))
        .bind("at", Columns.micros(grant.grantedAt()))
        .bind("by", grant.grantedBy())
        .bind("revision", grant.revision())
        .execute();
  }

  /** That it was revoked; the rest stays. */
  public void update(Grant grant) {
    Optional<Revocation> word = grant.revocation();
    handle
        .createUpdate(
            "UPDATE grants SET ends_at = :ends, revoked_at = :at, revoked_by = :by,"
                + " revoke_reason = :reason, revision = :revision WHERE number = :number")
        .bind("number", grant.id().number())
        .bind("ends", Columns.micros(grant.ends()))
        .bind("at", Columns.micros(word.map(Revocation::at)))
        .bind("by", word.map(Revocation::by).orElse(""))
        .bind("reason", word.map(Revocation::reason).orElse(""))
        .bind("revision", grant.revision())
        .execute();
  }

  private static Grant map(ResultSet row) throws SQLException {
    String by = row.getString("revoked_by");
    String reason = row.getString("revoke_reason");
    return new Grant(
        new GrantId(row.getLong("number")),
        new ApplicationId(row.getLong("application_number")),
        row.getString("department_id"),
        AllotmentColumns.allotment(row),
        AllotmentColumns.period(row),
        row.getDouble("compute_units"),
        Columns.time(row, "granted_at"),
        row.getString("granted_by"),
        Columns.optionalTime(row, "revoked_at").map(at -> new Revocation(at, by, reason)),
        row.getLong("revision"));
  }
}
