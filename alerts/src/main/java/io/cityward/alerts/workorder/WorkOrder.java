package io.cityward.alerts.workorder;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Subject;
import io.cityward.alerts.supervision.Supervision;
import java.time.Instant;
import java.util.List;

/**
 * A work order as the book keeps it.
 *
 * @param departmentId empty until it is dispatched
 * @param dispatchedBy which rule chose the department, or who did
 * @param dispatches how often it was dispatched; part of what makes a sending idempotent
 * @param history oldest first
 * @param version grows with every move; news of the delivery leave it alone, so that they do not
 *     get in the way of an operator
 * @param supervision what is due of it and when, and who looks after it
 */
public record WorkOrder(
    OrderId id,
    AlertId alert,
    Subject subject,
    OrderState state,
    String departmentId,
    String departmentName,
    String dispatchedBy,
    int dispatches,
    Instant createdAt,
    Instant changedAt,
    Delivery delivery,
    List<HistoryEntry> history,
    long version,
    Supervision supervision) {

  public WorkOrder {
    history = List.copyOf(history);
  }

  /** The order of a fresh alert. */
  public static WorkOrder opened(
      OrderId id, AlertId alert, Subject subject, OrderState state, Instant now) {
    return new WorkOrder(
        id,
        alert,
        subject,
        state,
        "",
        "",
        "",
        0,
        now,
        now,
        Delivery.NOT_WANTED,
        List.of(),
        1,
        Supervision.NONE);
  }

  public WorkOrder moved(OrderState next, Instant now) {
    return changed(next, now, delivery, history, version + 1);
  }

  /** The order, moved to a department. */
  public WorkOrder dispatched(Department department, String by, Instant now) {
    return new WorkOrder(
        id,
        alert,
        subject,
        OrderState.DISPATCHED,
        department.id(),
        department.name(),
        by,
        dispatches + 1,
        createdAt,
        now,
        department.connector().map(c -> Delivery.pending(c, now)).orElse(Delivery.NOT_WANTED),
        history,
        version + 1,
        supervision);
  }

  public WorkOrder with(Delivery news, Instant now) {
    return changed(state, now, news, history, version);
  }

  public WorkOrder with(List<HistoryEntry> entries) {
    return changed(state, changedAt, delivery, entries, version);
  }

  /** The next version, unmoved: somebody changed something that others may rely on. */
  public WorkOrder touched(Instant now) {
    return changed(state, now, delivery, history, version + 1);
  }

  public WorkOrder with(Supervision care) {
    return new WorkOrder(
        id,
        alert,
        subject,
        state,
        departmentId,
        departmentName,
        dispatchedBy,
        dispatches,
        createdAt,
        changedAt,
        delivery,
        history,
        version,
        care);
  }

  private WorkOrder changed(
      OrderState next, Instant now, Delivery news, List<HistoryEntry> entries, long nextVersion) {
    return new WorkOrder(
        id,
        alert,
        subject,
        next,
        departmentId,
        departmentName,
        dispatchedBy,
        dispatches,
        createdAt,
        now,
        news,
        entries,
        nextVersion,
        supervision);
  }

  /** What may be done next. */
  public List<OrderAction> allowed() {
    return WorkOrderMachine.allowed(state);
  }

  /**
   * Stays the same through all retries of the current dispatch, and differs from the one before.
   */
  public String dispatchKey() {
    return id + "/" + dispatches;
  }
}
