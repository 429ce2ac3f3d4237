package io.cityward.alerts.watch;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.store.EventLog;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.workorder.WorkOrder;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads a stretch of the event log together with what it speaks of. */
final class Changes {

  private Changes() {}

  static List<Change> after(Ledger ledger, long seq, int limit) {
    List<EventLog.Entry> entries = ledger.events().after(seq, limit);
    Map<AlertId, Alert> alerts =
        ledger
            .alerts()
            .of(
                entries.stream()
                    .filter(e -> e.kind() != EventLog.Kind.ORDER_CHANGED)
                    .map(e -> new AlertId(e.number()))
                    .toList())
            .stream()
            .collect(Collectors.toMap(Alert::id, Function.identity()));
    Map<OrderId, WorkOrder> orders =
        ledger
            .orders()
            .of(
                entries.stream()
                    .filter(e -> e.kind() == EventLog.Kind.ORDER_CHANGED)
                    .map(e -> new OrderId(e.number()))
                    .toList())
            .stream()
            .collect(Collectors.toMap(WorkOrder::id, Function.identity()));
    return entries.stream().map(e -> change(e, alerts, orders)).toList();
  }

  private static Change change(
      EventLog.Entry entry, Map<AlertId, Alert> alerts, Map<OrderId, WorkOrder> orders) {
    return entry.kind() == EventLog.Kind.ORDER_CHANGED
        ? new Change.OrderChange(entry.seq(), orders.get(new OrderId(entry.number())))
        : new Change.AlertChange(
            entry.seq(), entry.kind(), alerts.get(new AlertId(entry.number())));
  }
}
