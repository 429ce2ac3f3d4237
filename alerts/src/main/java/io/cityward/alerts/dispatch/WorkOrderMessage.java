package io.cityward.alerts.dispatch;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.WorkOrder;
import java.time.Instant;

/**
 * What a city system is told.
 *
 * @param idempotencyKey the same through all retries of one dispatch
 * @param evidenceBaseUrl prefix that makes the alert's evidence paths absolute; may be empty
 * @param wording what this system is told in words of its own
 */
public record WorkOrderMessage(
    String idempotencyKey, WorkOrder order, Alert alert, String evidenceBaseUrl, Wording wording) {

  public WorkOrderMessage(
      String idempotencyKey, WorkOrder order, Alert alert, String evidenceBaseUrl) {
    this(idempotencyKey, order, alert, evidenceBaseUrl, Wording.own(order.subject()));
  }

  public WorkOrderMessage worded(Wording other) {
    return new WorkOrderMessage(idempotencyKey, order, alert, evidenceBaseUrl, other);
  }

  /** When it was dispatched: the same through all retries. */
  public Instant dispatchedAt() {
    return order.history().stream()
        .filter(entry -> entry.action().filter(OrderAction.DISPATCH::equals).isPresent())
        .reduce((first, second) -> second)
        .map(entry -> entry.at())
        .orElse(order.createdAt());
  }
}
