package io.cityward.alerts.store;

import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.notice.Level;
import io.cityward.alerts.supervision.Deadline;
import io.cityward.alerts.supervision.ExtensionRequest;
import io.cityward.alerts.supervision.OrderStep;
import io.cityward.alerts.supervision.Severity;
import io.cityward.alerts.supervision.Supervision;
import io.cityward.alerts.supervision.Suspension;
import io.cityward.alerts.supervision.Term;
import io.cityward.alerts.workorder.OrderState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** How orders are looked after, one row each. */
public final class SupervisionTable {

  /** A counter of an order's row. */
  public enum Count {
    COMMENTS,
    ATTACHMENTS,
    REPORTS
  }

  private final Handle handle;

  SupervisionTable(Handle handle) {
    this.handle = handle;
  }

  /** Empty for an order of an older book that nobody has begun to look after. */
  public Optional<Supervision> find(OrderId order) {
    return Optional.ofNullable(of(List.of(order.number())).get(order.number()));
  }

  Map<Long, Supervision> of(Collection<Long> orders) {
    Map<Long, Supervision> all = new HashMap<>();
    if (!orders.isEmpty()) {
      handle
          .createQuery("SELECT * FROM order_supervision WHERE order_number IN (<orders>)")
          .bindList("orders", orders)
          .map((row, context) -> Map.entry(row.getLong("order_number"), map(row)))
          .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
    }
    return all;
  }

  /**
   * Adds or changes the row of an order, its counts apart.
   *
   * @param next when somebody must look at it again
   */
  public void put(OrderId order, Supervision supervision, Optional<Instant> next) {
    Optional<Deadline> deadline = supervision.deadline();
    Optional<ExtensionRequest> asked = supervision.asked();
    handle
        .createUpdate(
            "INSERT INTO order_supervision (order_number, severity, level, step, calendar,"
                + " since_at, due_at, remind_at, escalations, flag, handle_from, handle_by,"
                + " suspended_at, suspended_until, asked_until, asked_reason, asked_by, asked_at,"
                + " extensions, urges, urged_until, next_at, comments, attachments, reports)"
                + " VALUES (:order, :severity, :level, :step, :calendar, :since, :due, :remind,"
                + " :escalations, :flag, :handleFrom, :handleBy, :suspendedAt, :suspendedUntil,"
                + " :askedUntil, :askedReason, :askedBy, :askedAt, :extensions, :urges,"
                + " :urgedUntil, :next, 0, 0, 0)"
                + " ON CONFLICT (order_number) DO UPDATE SET severity = excluded.severity,"
                + " level = excluded.level, step = excluded.step, calendar = excluded.calendar,"
                + " since_at = excluded.since_at, due_at = excluded.due_at,"
                + " remind_at = excluded.remind_at, escalations = excluded.escalations,"
                + " flag = excluded.flag, handle_from = excluded.handle_from,"
                + " handle_by = excluded.handle_by, suspended_at = excluded.suspended_at,"
                + " suspended_until = excluded.suspended_until,"
                + " asked_until = excluded.asked_until, asked_reason = excluded.asked_reason,"
                + " asked_by = excluded.asked_by, asked_at = excluded.asked_at,"
                + " extensions = excluded.extensions, urges = excluded.urges,"
                + " urged_until = excluded.urged_until, next_at = excluded.next_at")
        .bind("order", order.number())
        .bind("severity", supervision.severity().name())
        .bind("level", supervision.level().name())
        .bind("step", deadline.map(d -> d.step().name()).orElse(""))
        .bind("calendar", deadline.map(Deadline::calendar).orElse(""))
        .bind("since", Columns.micros(deadline.map(Deadline::since)))
        .bind("due", Columns.micros(deadline.map(Deadline::due)))
        .bind("remind", Columns.micros(deadline.map(Deadline::remindAt)))
        .bind("escalations", deadline.map(Deadline::escalations).orElse(0))
        .bind("flag", supervision.flag().name())
        .bind("handleFrom", Columns.micros(supervision.handling().map(Term::from)))
        .bind("handleBy", Columns.micros(supervision.handling().map(Term::by)))
        .bind("suspendedAt", Columns.micros(supervision.suspension().map(Suspension::at)))
        .bind("suspendedUntil", Columns.micros(supervision.suspension().map(Suspension::until)))
        .bind("askedUntil", Columns.micros(asked.map(ExtensionRequest::until)))
        .bind("askedReason", asked.map(ExtensionRequest::reason).orElse(""))
        .bind("askedBy", asked.map(ExtensionRequest::by).orElse(""))
        .bind("askedAt", Columns.micros(asked.map(ExtensionRequest::at)))
        .bind("extensions", supervision.extensions())
        .bind("urges", supervision.urges())
        .bind("urgedUntil", Columns.micros(supervision.urgedUntil()))
        .bind("next", Columns.micros(next))
        .execute();
  }

  /** Counts one more. */
  public void count(OrderId order, Count what) {
    String column = what.name().toLowerCase(Locale.ROOT);
    handle
        .createUpdate(
            "UPDATE order_supervision SET "
                + column
                + " = "
                + column
                + " + 1 WHERE order_number = :order")
        .bind("order", order.number())
        .execute();
  }

  /** The orders that somebody must look at now, the longest waiting first. */
  public List<OrderId> due(Instant now, int limit) {
    return handle
        .createQuery(
            "SELECT order_number FROM order_supervision WHERE next_at <= :now"
                + " ORDER BY next_at, order_number LIMIT :max")
        .bind("now", Columns.micros(now))
        .bind("max", limit)
        .mapTo(Long.class)
        .map(OrderId::new)
        .list();
  }

  /** Orders flagged as overdue before their time: the clock was wrong then. */
  public List<OrderId> early(Instant now, int limit) {
    return handle
        .createQuery(
            "SELECT order_number FROM order_supervision"
                + " WHERE flag <> 'ON_TIME' AND suspended_at IS NULL"
                + " AND ((flag = 'OVERDUE' AND due_at > :now)"
                + " OR (flag = 'NEARLY_DUE' AND due_at > :now AND remind_at > :now))"
                + " LIMIT :max")
        .bind("now", Columns.micros(now))
        .bind("max", limit)
        .mapTo(Long.class)
        .map(OrderId::new)
        .list();
  }

  /** How many unfinished orders are overdue. */
  public long overdue() {
    return handle
        .createQuery("SELECT COUNT(*) FROM order_supervision WHERE flag = 'OVERDUE'")
        .mapTo(Long.class)
        .one();
  }

  /** Unfinished orders of an older book that nobody has begun to look after. */
  public List<OrderId> untended(int limit) {
    return handle
        .createQuery(
            "SELECT o.number FROM work_orders o WHERE o.state IN (<open>) AND NOT EXISTS"
                + " (SELECT 1 FROM order_supervision s WHERE s.order_number = o.number)"
                + " ORDER BY o.number LIMIT :max")
        .bindList(
            "open",
            Arrays.stream(OrderState.values()).filter(s -> !s.finished()).map(Enum::name).toList())
        .bind("max", limit)
        .mapTo(Long.class)
        .map(OrderId::new)
        .list();
  }

  /**
   * Unfinished orders with a deadline, the most urgent first: by deadline, then by number.
   *
   * @param flags empty for any
   * @param levels empty for any
   * @param departments empty for any
   * @param skip how many come before the page
   */
  public List<OrderId> page(
      Set<Deadline.Flag> flags,
      Set<Level> levels,
      Set<Severity> severities,
      Set<String> departments,
      long skip,
      int limit) {
    Conditions conditions = new Conditions().and("s.order_number > :none", "none", 0);
    conditions.in("s.flag", "flags", flags.stream().map(Enum::name).toList());
    conditions.in("s.level", "levels", levels.stream().map(Enum::name).toList());
    conditions.in("s.severity", "severities", severities.stream().map(Enum::name).toList());
    conditions.in("o.department_id", "departments", departments);
    Query query =
        handle.createQuery(
            "SELECT s.order_number FROM order_supervision s"
                + " JOIN work_orders o ON o.number = s.order_number"
                + " WHERE s.due_at IS NOT NULL AND "
                + conditions.sql()
                + " ORDER BY s.due_at, s.order_number LIMIT :max OFFSET :skip");
    return conditions
        .bind(query)
        .bind("max", limit)
        .bind("skip", skip)
        .mapTo(Long.class)
        .map(OrderId::new)
        .list();
  }

  private static Supervision map(ResultSet row) throws SQLException {
    return new Supervision(
        Severity.valueOf(row.getString("severity")),
        Level.valueOf(row.getString("level")),
        deadline(row),
        term(row),
        suspension(row),
        asked(row),
        row.getInt("extensions"),
        row.getInt("urges"),
        Columns.optionalTime(row, "urged_until"),
        new Supervision.Counts(
            row.getInt("comments"), row.getInt("attachments"), row.getInt("reports")));
  }

  private static Optional<Deadline> deadline(ResultSet row) throws SQLException {
    String step = row.getString("step");
    return step.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Deadline(
                OrderStep.valueOf(step),
                row.getString("calendar"),
                Columns.time(row, "since_at"),
                Columns.time(row, "due_at"),
                Columns.time(row, "remind_at"),
                row.getInt("escalations"),
                Deadline.Flag.valueOf(row.getString("flag"))));
  }

  private static Optional<Term> term(ResultSet row) throws SQLException {
    Optional<Instant> by = Columns.optionalTime(row, "handle_by");
    return by.isEmpty()
        ? Optional.empty()
        : Optional.of(new Term(Columns.time(row, "handle_from"), by.get()));
  }

  private static Optional<Suspension> suspension(ResultSet row) throws SQLException {
    Optional<Instant> until = Columns.optionalTime(row, "suspended_until");
    return until.isEmpty()
        ? Optional.empty()
        : Optional.of(new Suspension(Columns.time(row, "suspended_at"), until.get()));
  }

  private static Optional<ExtensionRequest> asked(ResultSet row) throws SQLException {
    Optional<Instant> until = Columns.optionalTime(row, "asked_until");
    return until.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ExtensionRequest(
                until.get(),
                row.getString("asked_reason"),
                row.getString("asked_by"),
                Columns.time(row, "asked_at")));
  }
}
