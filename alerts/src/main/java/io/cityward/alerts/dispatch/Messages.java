package io.cityward.alerts.dispatch;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.store.DispatchEdit;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.workorder.WorkOrder;
import java.util.Optional;

/** The message of an order, as it is and as an operator edited it. */
public final class Messages {

  private Messages() {}

  public static WorkOrderMessage of(Ledger ledger, WorkOrder order, String evidenceBaseUrl) {
    Alert alert = ledger.alerts().get(order.alert());
    WorkOrderMessage message =
        new WorkOrderMessage(order.dispatchKey(), order, alert, evidenceBaseUrl);
    Optional<DispatchEdit> edit = ledger.connectors().edits().find(order.id(), order.dispatches());
    return edit.map(e -> message.worded(worded(message.wording(), e))).orElse(message);
  }

  private static Wording worded(Wording own, DispatchEdit edit) {
    boolean byHand = !edit.eventCode().isEmpty();
    return new Wording(
        byHand ? edit.eventCode() : own.code(),
        edit.eventName().isEmpty() ? own.name() : edit.eventName(),
        edit.note(),
        byHand);
  }
}
