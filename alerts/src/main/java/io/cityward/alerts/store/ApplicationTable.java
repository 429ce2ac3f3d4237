package io.cityward.alerts.store;

import io.cityward.alerts.compute.Application;
import io.cityward.alerts.compute.Application.Decision;
import io.cityward.alerts.compute.Application.State;
import io.cityward.alerts.compute.ApplicationId;
import io.cityward.alerts.compute.GrantId;
import io.cityward.core.CityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** What departments applied for; nothing is ever removed. */
public final class ApplicationTable {

  private final Handle handle;

  ApplicationTable(Handle handle) {
    this.handle = handle;
  }

  public ApplicationId nextId() {
    return new ApplicationId(Columns.next(handle, "application"));
  }

  /**
   * The application of an id.
   *
   * @throws CityException NOT_FOUND
   */
  public Application get(ApplicationId id) {
    return handle
        .createQuery("SELECT * FROM applications WHERE number = :number")
        .bind("number", id.number())
        .map((row, context) -> map(row))
        .findOne()
        .orElseThrow(() -> CityException.notFound("application", id));
  }

  /** What was submitted for a department under a key. */
  public Optional<Application> submitted(String department, String key) {
    return handle
        .createQuery(
            "SELECT * FROM applications WHERE department_id = :department AND submit_key = :key")
        .bind("department", department)
        .bind("key", key)
        .map((row, context) -> map(row))
        .findOne();
  }

  /**
   * A page of applications, newest first.
   *
   * @param departments empty for any
   * @param states empty for any
   * @param before only those with a smaller number
   */
  public List<Application> page(
      Set<String> departments, Set<State> states, long before, int limit) {
    Conditions conditions = new Conditions().and("number < :before", "before", before);
    conditions.in("department_id", "departments", departments);
    conditions.in("state", "states", states.stream().map(Enum::name).toList());
    Query query =
        handle.createQuery(
            "SELECT * FROM applications WHERE "
                + conditions.sql()
                + " ORDER BY number DESC LIMIT :max");
    return conditions.bind(query).bind("max", limit).map((row, context) -> map(row)).list();
  }

  /** How many applications of a department wait for a decision. */
  public int pending(String department) {
    return handle
        .createQuery(
            "SELECT COUNT(*) FROM applications"
                + " WHERE state = 'PENDING' AND department_id = :department")
        .bind("department", department)
        .mapTo(Integer.class)
        .one();
  }

  public void insert(Application application, String key) {
    Update insert =
        handle.createUpdate(
            "INSERT INTO applications (number, department_id, "
                + AllotmentColumns.NAMES
                + ", reason, state, submitted_at, submitted_by, submit_key, decided_by,"
                + " decision_reason, revision) VALUES (:number, :department, "
                + AllotmentColumns.VALUES
                + ", :reason, :state, :at, :by, :key, '', '', :revision)");
    AllotmentColumns.bind(insert, application.asked(), application.period())
        .bind("number", application.id().number())
        .bind("department", application.department())
        .bind("reason", application.reason())
        .bind("state", application.state().name())
        .bind("at", Columns.micros(application.submittedAt()))
        .bind("by", application.submittedBy())
        .bind("key", key)
        .bind("revision", application.revision())
        .execute();
  }

  /** State and decision; what was asked for stays. */
  public void update(Application application) {
    Optional<Decision> decision = application.decision();
    handle
        .createUpdate(
            "UPDATE applications SET state = :state, decided_at = :at, decided_by = :by,"
                + " decision_reason = :reason, grant_number = :grant, revision = :revision"
                + " WHERE number = :number")
        .bind("number", application.id().number())
        .bind("state", application.state().name())
        .bind("at", Columns.micros(decision.map(Decision::at)))
        .bind("by", decision.map(Decision::by).orElse(""))
        .bind("reason", decision.map(Decision::reason).orElse(""))
        .bind("grant", decision.flatMap(Decision::grant).map(GrantId::number).orElse(null))
        .bind("revision", application.revision())
        .execute();
  }

  private static Application map(ResultSet row) throws SQLException {
    return new Application(
        new ApplicationId(row.getLong("number")),
        row.getString("department_id"),
        AllotmentColumns.allotment(row),
        AllotmentColumns.period(row),
        row.getString("reason"),
        State.valueOf(row.getString("state")),
        Columns.time(row, "submitted_at"),
        row.getString("submitted_by"),
        decision(row),
        row.getLong("revision"));
  }

  private static Optional<Decision> decision(ResultSet row) throws SQLException {
    long grant = row.getLong("grant_number");
    Optional<GrantId> id = row.wasNull() ? Optional.empty() : Optional.of(new GrantId(grant));
    String by = row.getString("decided_by");
    String reason = row.getString("decision_reason");
    return Columns.optionalTime(row, "decided_at").map(at -> new Decision(at, by, reason, id));
  }
}
