package io.cityward.alerts.store;

import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.verification.Verification;
import io.cityward.core.CityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** Where the camera's looking stands; one row per order, of the last time it was handled. */
public final class VerificationTable {

  private final Handle handle;

  VerificationTable(Handle handle) {
    this.handle = handle;
  }

  /** Orders that were handled and have no verification since. */
  public List<OrderId> fresh(int limit) {
    return handle
        .createQuery(
            "SELECT o.number FROM work_orders o LEFT JOIN verifications v ON v.order_number ="
                + " o.number AND v.handled_version = o.version"
                + " WHERE o.state = 'HANDLED' AND v.order_number IS NULL ORDER BY o.number LIMIT :max")
        .bind("max", limit)
        .map((row, context) -> new OrderId(row.getLong("number")))
        .list();
  }

  public Optional<Verification> find(OrderId order) {
    return handle
        .createQuery("SELECT * FROM verifications WHERE order_number = :order")
        .bind("order", order.number())
        .map((row, context) -> map(row))
        .findOne();
  }

  /**
   * The verification of an order.
   *
   * @throws CityException NOT_FOUND
   */
  public Verification get(OrderId order) {
    return find(order).orElseThrow(() -> CityException.notFound("verification of", order));
  }

  /** Those whose next look is due, the longest overdue first. */
  public List<Verification> due(Instant now, int limit) {
    return handle
        .createQuery(
            "SELECT * FROM verifications WHERE state = 'LOOKING' AND next_look_at <= :now"
                + " ORDER BY next_look_at LIMIT :max")
        .bind("now", Columns.micros(now))
        .bind("max", limit)
        .map((row, context) -> map(row))
        .list();
  }

  /** When the next look is due; empty when none is. */
  public Optional<Instant> nextDue() {
    return handle
        .createQuery("SELECT MIN(next_look_at) AS next FROM verifications WHERE state = 'LOOKING'")
        .map((row, context) -> Columns.optionalTime(row, "next"))
        .one();
  }

  /** A page, newest order first. */
  public List<Verification> page(Collection<Verification.State> states, long before, int limit) {
    Conditions conditions = new Conditions().and("order_number < :before", "before", before);
    conditions.in("state", "states", states.stream().map(Enum::name).toList());
    Query query =
        handle.createQuery(
            "SELECT * FROM verifications WHERE "
                + conditions.sql()
                + " ORDER BY order_number DESC LIMIT :max");
    return conditions.bind(query).bind("max", limit).map((row, context) -> map(row)).list();
  }

  /** Writes a verification, over the one before of the same order. */
  public void put(Verification v) {
    Update put =
        handle.createUpdate(
            "INSERT INTO verifications (order_number, handled_version, state, handled_at, looks,"
                + " clear_looks, present_looks, next_look_at, reason) VALUES (:order, :version,"
                + " :state, :handled, :looks, :clear, :present, :next, :reason)"
                + " ON CONFLICT (order_number) DO UPDATE SET handled_version ="
                + " excluded.handled_version, state = excluded.state, handled_at ="
                + " excluded.handled_at, looks = excluded.looks, clear_looks ="
                + " excluded.clear_looks, present_looks = excluded.present_looks, next_look_at ="
                + " excluded.next_look_at, reason = excluded.reason");
    put.bind("order", v.order().number())
        .bind("version", v.handledVersion())
        .bind("state", v.state().name())
        .bind("handled", Columns.micros(v.handledAt()))
        .bind("looks", v.looks())
        .bind("clear", v.clear())
        .bind("present", v.present())
        .bind("next", Columns.micros(v.nextLookAt()))
        .bind("reason", v.reason())
        .execute();
  }

  private static Verification map(ResultSet row) throws SQLException {
    return new Verification(
        new OrderId(row.getLong("order_number")),
        row.getLong("handled_version"),
        Verification.State.valueOf(row.getString("state")),
        Columns.time(row, "handled_at"),
        row.getInt("looks"),
        row.getInt("clear_looks"),
        row.getInt("present_looks"),
        Columns.optionalTime(row, "next_look_at"),
        row.getString("reason"));
  }
}
