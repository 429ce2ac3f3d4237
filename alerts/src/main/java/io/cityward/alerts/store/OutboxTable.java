package io.cityward.alerts.store;

import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.workorder.Delivery;
import io.cityward.alerts.workorder.WorkOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** What is to be sent to the departments' systems, one row per dispatch. */
public final class OutboxTable {

  /** The dispatch of an order that waits to be sent. */
  public record Due(OrderId order, int dispatch) {}

  private final Handle handle;

  OutboxTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds the delivery of the order's current dispatch, or brings it up to date. */
  public void put(WorkOrder order) {
    Delivery delivery = order.delivery();
    Update insert =
        handle.createUpdate(
            "INSERT INTO outbox (order_number, dispatch, connector, state, attempts, external_id,"
                + " last_error, next_attempt_at) VALUES (:order, :dispatch, :connector, :state,"
                + " :attempts, :external, :error, :next)"
                + " ON CONFLICT (order_number, dispatch) DO UPDATE SET state = excluded.state,"
                + " attempts = excluded.attempts, external_id = excluded.external_id,"
                + " last_error = excluded.last_error, next_attempt_at = excluded.next_attempt_at");
    insert
        .bind("order", order.id().number())
        .bind("dispatch", order.dispatches())
        .bind("connector", delivery.connector())
        .bind("state", delivery.state().name())
        .bind("attempts", delivery.attempts())
        .bind("external", delivery.externalId())
        .bind("error", delivery.lastError())
        .bind("next", Columns.micros(delivery.nextAttemptAt()))
        .execute();
  }

  /** The dispatch that has waited longest for a connector, if one may be sent now. */
  public Optional<Due> due(String connector, Instant now) {
    return handle
        .createQuery(
            "SELECT order_number, dispatch FROM outbox WHERE state = 'PENDING'"
                + " AND connector = :connector AND next_attempt_at <= :now"
                + " ORDER BY next_attempt_at, order_number LIMIT 1")
        .bind("connector", connector)
        .bind("now", Columns.micros(now))
        .map((row, context) -> new Due(new OrderId(row.getLong(1)), row.getInt(2)))
        .findOne();
  }

  /** When the next dispatch of a connector may be sent; empty when none waits. */
  public Optional<Instant> nextDue(String connector) {
    return handle
        .createQuery(
            "SELECT next_attempt_at FROM outbox WHERE state = 'PENDING'"
                + " AND connector = :connector ORDER BY next_attempt_at LIMIT 1")
        .bind("connector", connector)
        .map((row, context) -> Columns.time(row, "next_attempt_at"))
        .findOne();
  }

  /** The delivery of the newest dispatch of each order; orders never dispatched are left out. */
  Map<Long, Delivery> current(List<Long> orders) {
    Map<Long, Delivery> current = new HashMap<>();
    handle
        .createQuery(
            "SELECT b.* FROM outbox b JOIN work_orders o"
                + " ON o.number = b.order_number AND o.dispatches = b.dispatch"
                + " WHERE b.order_number IN (<orders>)")
        .bindList("orders", orders)
        .map((row, context) -> Map.entry(row.getLong("order_number"), delivery(row)))
        .forEach(entry -> current.put(entry.getKey(), entry.getValue()));
    return current;
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        Delivery.State.valueOf(row.getString("state")),
        row.getString("connector"),
        row.getInt("attempts"),
        row.getString("external_id"),
        row.getString("last_error"),
        Columns.optionalTime(row, "next_attempt_at"));
  }
}
