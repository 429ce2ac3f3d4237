package io.cityward.alerts.store;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.supervision.Supervision;
import io.cityward.alerts.workorder.Delivery;
import io.cityward.alerts.workorder.HistoryEntry;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.alerts.workorder.WorkOrder;
import io.cityward.core.CityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** The work orders with their histories. What an order is about is read from its alert. */
public final class WorkOrderTable {

  private static final String SELECT =
      "SELECT o.number AS order_number, o.alert_number, o.state AS order_state, o.department_id,"
          + " o.department_name, o.dispatched_by, o.dispatches, o.created_at, o.changed_at,"
          + " o.version AS order_version, a.camera_id, a.camera_name, a.place_id, a.place_name, a.place_area,"
          + " a.latitude, a.longitude, a.scene, a.zone_id, a.zone_kind, a.event_code, a.event_name"
          + " FROM work_orders o JOIN alerts a ON a.number = o.alert_number WHERE ";

  private final Handle handle;
  private final OutboxTable outbox;
  private final SupervisionTable supervision;

  WorkOrderTable(Handle handle, OutboxTable outbox, SupervisionTable supervision) {
    this.handle = handle;
    this.outbox = outbox;
    this.supervision = supervision;
  }

  public OrderId nextId() {
    return new OrderId(Columns.next(handle, "order"));
  }

  /**
   * The order of an id.
   *
   * @throws CityException NOT_FOUND
   */
  public WorkOrder get(OrderId id) {
    return of(List.of(id)).stream()
        .findFirst()
        .orElseThrow(() -> CityException.notFound("work order", id));
  }

  /** The orders of some ids, in no order; unknown ids are left out. */
  public List<WorkOrder> of(Collection<OrderId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Query query =
        handle
            .createQuery(SELECT + "o.number IN (<numbers>)")
            .bindList("numbers", ids.stream().map(OrderId::number).distinct().toList());
    return complete(query.map((row, context) -> map(row)).list());
  }

  /**
   * A page of orders, newest first.
   *
   * @param states empty for any
   * @param departments empty for any
   * @param before only orders with a smaller number
   */
  public List<WorkOrder> page(
      Set<OrderState> states, Set<String> departments, long before, int limit) {
    Conditions conditions = new Conditions().and("o.number < :before", "before", before);
    conditions.in("o.state", "states", states.stream().map(Enum::name).toList());
    conditions.in("o.department_id", "departments", departments);
    Query query =
        handle.createQuery(SELECT + conditions.sql() + " ORDER BY o.number DESC LIMIT :max");
    return complete(
        conditions.bind(query).bind("max", limit).map((row, context) -> map(row)).list());
  }

  /** Adds the order, without its history. */
  public void insert(WorkOrder order) {
    Update insert =
        handle.createUpdate(
            "INSERT INTO work_orders (number, alert_number, state, department_id, department_name,"
                + " dispatched_by, dispatches, created_at, changed_at, version) VALUES (:number,"
                + " :alert, :state, :department, :departmentName, :by, :dispatches, :created,"
                + " :changed, :version)");
    bindChanging(insert, order)
        .bind("alert", order.alert().number())
        .bind("created", Columns.micros(order.createdAt()))
        .execute();
  }

  /** Brings the order up to date, its history and delivery apart. */
  public void update(WorkOrder order) {
    Update update =
        handle.createUpdate(
            "UPDATE work_orders SET state = :state, department_id = :department,"
                + " department_name = :departmentName, dispatched_by = :by,"
                + " dispatches = :dispatches, changed_at = :changed, version = :version"
                + " WHERE number = :number");
    bindChanging(update, order).execute();
  }

  public void addHistory(OrderId order, HistoryEntry entry) {
    handle
        .createUpdate(
            "INSERT INTO order_history (order_number, position, at, actor, action, from_state,"
                + " to_state, note) SELECT :order, COALESCE(MAX(position), 0) + 1, :at, :actor,"
                + " :action, :from, :to, :note FROM order_history WHERE order_number = :order")
        .bind("order", order.number())
        .bind("at", Columns.micros(entry.at()))
        .bind("actor", entry.actor())
        .bind("action", entry.action().map(Enum::name).orElse(""))
        .bind("from", entry.from().map(Enum::name).orElse(""))
        .bind("to", entry.to().name())
        .bind("note", entry.note())
        .execute();
  }

  private static Update bindChanging(Update statement, WorkOrder order) {
    return statement
        .bind("number", order.id().number())
        .bind("state", order.state().name())
        .bind("department", order.departmentId())
        .bind("departmentName", order.departmentName())
        .bind("by", order.dispatchedBy())
        .bind("dispatches", order.dispatches())
        .bind("changed", Columns.micros(order.changedAt()))
        .bind("version", order.version());
  }

  private List<WorkOrder> complete(List<WorkOrder> orders) {
    if (orders.isEmpty()) {
      return orders;
    }
    List<Long> numbers = orders.stream().map(o -> o.id().number()).toList();
    Map<Long, List<HistoryEntry>> histories = histories(numbers);
    Map<Long, Delivery> deliveries = outbox.current(numbers);
    Map<Long, Supervision> supervisions = supervision.of(numbers);
    return orders.stream()
        .map(order -> order.with(histories.getOrDefault(order.id().number(), List.of())))
        .map(order -> order.with(supervisions.getOrDefault(order.id().number(), Supervision.NONE)))
        .map(
            order ->
                order.with(
                    deliveries.getOrDefault(order.id().number(), Delivery.NOT_WANTED),
                    order.changedAt()))
        .toList();
  }

  private Map<Long, List<HistoryEntry>> histories(List<Long> orders) {
    return handle
        .createQuery(
            "SELECT * FROM order_history WHERE order_number IN (<orders>)"
                + " ORDER BY order_number, position")
        .bindList("orders", orders)
        .map((row, context) -> Map.entry(row.getLong("order_number"), entry(row)))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey,
                HashMap::new,
                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  private static HistoryEntry entry(ResultSet row) throws SQLException {
    return new HistoryEntry(
        Columns.time(row, "at"),
        row.getString("actor"),
        named(row, "action").map(OrderAction::valueOf),
        named(row, "from_state").map(OrderState::valueOf),
        OrderState.valueOf(row.getString("to_state")),
        row.getString("note"));
  }

  private static Optional<String> named(ResultSet row, String column) throws SQLException {
    return Optional.of(row.getString(column)).filter(name -> !name.isEmpty());
  }

  private static WorkOrder map(ResultSet row) throws SQLException {
    return new WorkOrder(
        new OrderId(row.getLong("order_number")),
        new AlertId(row.getLong("alert_number")),
        Columns.subject(row),
        OrderState.valueOf(row.getString("order_state")),
        row.getString("department_id"),
        row.getString("department_name"),
        row.getString("dispatched_by"),
        row.getInt("dispatches"),
        Columns.time(row, "created_at"),
        Columns.time(row, "changed_at"),
        Delivery.NOT_WANTED,
        List.of(),
        row.getLong("order_version"),
        Supervision.NONE);
  }
}
