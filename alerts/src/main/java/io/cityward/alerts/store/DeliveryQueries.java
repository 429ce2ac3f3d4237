package io.cityward.alerts.store;

import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.workorder.Delivery;
import io.cityward.alerts.workorder.OrderState;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Looks into the outbox by the newest dispatch of each order. */
public final class DeliveryQueries {

  private static final String NEWEST =
      " FROM outbox b JOIN work_orders o ON o.number = b.order_number AND o.dispatches = b.dispatch"
          + " WHERE ";

  private final Handle handle;

  DeliveryQueries(Handle handle) {
    this.handle = handle;
  }

  /**
   * Orders whose dispatch is a dead letter, oldest first.
   *
   * @param connector empty for all
   * @param after only orders with a larger number
   */
  public List<OrderId> dead(String connector, long after, int limit) {
    return handle
        .createQuery(
            "SELECT b.order_number"
                + NEWEST
                + "b.state = 'DEAD_LETTER' AND b.order_number > :after"
                + (connector.isEmpty() ? "" : " AND b.connector = :connector")
                + " ORDER BY b.order_number LIMIT :max")
        .bind("after", after)
        .bind("max", limit)
        .bindMap(connector.isEmpty() ? Map.of() : Map.of("connector", connector))
        .map((row, context) -> new OrderId(row.getLong(1)))
        .list();
  }

  /** The order that a system knows under an id of its own. */
  public Optional<OrderId> known(String connector, String externalId) {
    return handle
        .createQuery(
            "SELECT MAX(b.order_number) FROM outbox b WHERE b.state = 'ACKNOWLEDGED'"
                + " AND b.connector = :connector AND b.external_id = :external")
        .bind("connector", connector)
        .bind("external", externalId)
        .mapTo(Long.class)
        .findOne()
        .map(OrderId::new);
  }

  /** How many deliveries of a connector are in each state that somebody must care for. */
  public Map<Delivery.State, Long> counts(String connector) {
    Map<Delivery.State, Long> counts = new HashMap<>();
    for (Delivery.State state : List.of(Delivery.State.PENDING, Delivery.State.DEAD_LETTER)) {
      counts.put(
          state,
          handle
              .createQuery(
                  "SELECT COUNT(*)"
                      + NEWEST
                      // A literal, so that the partial indexes serve.
                      + "b.state = '"
                      + state.name()
                      + "' AND b.connector = :connector")
              .bind("connector", connector)
              .mapTo(Long.class)
              .one());
    }
    return counts;
  }

  /** Orders that a system has taken and that stand in some states, by number. */
  public List<OrderId> taken(
      String connector, Collection<OrderState> states, long after, int limit) {
    return handle
        .createQuery(
            "SELECT b.order_number"
                + NEWEST
                + "b.state = 'ACKNOWLEDGED' AND b.connector = :connector"
                + " AND o.state IN (<states>) AND b.order_number > :after"
                + " ORDER BY b.order_number LIMIT :max")
        .bind("connector", connector)
        .bindList("states", states.stream().map(Enum::name).toList())
        .bind("after", after)
        .bind("max", limit)
        .map((row, context) -> new OrderId(row.getLong(1)))
        .list();
  }

  /**
   * Cases that other systems may read, newest first.
   *
   * @param codes event codes; empty for any
   */
  public List<OrderId> cases(
      Collection<OrderState> states,
      Collection<String> codes,
      Instant from,
      Instant until,
      int limit) {
    Conditions conditions =
        new Conditions()
            .and("o.created_at >= :from", "from", from)
            .and("o.created_at < :until", "until", until)
            .in("o.state", "states", states.stream().map(Enum::name).toList())
            .in("a.event_code", "codes", codes);
    return conditions
        .bind(
            handle.createQuery(
                "SELECT o.number FROM work_orders o JOIN alerts a ON a.number = o.alert_number"
                    + " WHERE "
                    + conditions.sql()
                    + " ORDER BY o.number DESC LIMIT :max"))
        .bind("max", limit)
        .map((row, context) -> new OrderId(row.getLong(1)))
        .list();
  }
}
