package io.cityward.alerts.wire;

import io.cityward.alerts.alert.Subject;
import io.cityward.alerts.workorder.Delivery;
import io.cityward.alerts.workorder.HistoryEntry;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.alerts.workorder.WorkOrder;
import io.cityward.proto.v1.WorkOrderAction;
import io.cityward.proto.v1.WorkOrderState;

/** Work orders on the wire. */
public final class WorkOrderWire {

  private WorkOrderWire() {}

  public static io.cityward.proto.v1.WorkOrder order(WorkOrder order) {
    Subject subject = order.subject();
    var message =
        io.cityward.proto.v1.WorkOrder.newBuilder()
            .setId(order.id().toString())
            .setAlertId(order.alert().toString())
            .setEventCode(subject.eventCode())
            .setEventName(subject.eventName())
            .setScene(subject.scene())
            .setPlace(CommonWire.place(subject.place()))
            .setCameraId(subject.camera().value())
            .setState(state(order.state()))
            .setDepartmentId(order.departmentId())
            .setDepartmentName(order.departmentName())
            .setDispatchedBy(order.dispatchedBy())
            .setCreatedAt(CommonWire.timestamp(order.createdAt()))
            .setChangedAt(CommonWire.timestamp(order.changedAt()))
            .setDelivery(delivery(order.delivery()))
            .setVersion(order.version());
    order.history().stream().map(WorkOrderWire::entry).forEach(message::addHistory);
    order.allowed().stream().map(WorkOrderWire::action).forEach(message::addAllowed);
    SupervisionWire.put(order.supervision(), message);
    return message.build();
  }

  private static io.cityward.proto.v1.Delivery delivery(Delivery delivery) {
    var message =
        io.cityward.proto.v1.Delivery.newBuilder()
            .setState(io.cityward.proto.v1.Delivery.State.valueOf(delivery.state().name()))
            .setConnector(delivery.connector())
            .setAttempts(delivery.attempts())
            .setExternalId(delivery.externalId())
            .setLastError(delivery.lastError());
    delivery.nextAttemptAt().map(CommonWire::timestamp).ifPresent(message::setNextAttemptAt);
    return message.build();
  }

  private static io.cityward.proto.v1.HistoryEntry entry(HistoryEntry entry) {
    var message =
        io.cityward.proto.v1.HistoryEntry.newBuilder()
            .setAt(CommonWire.timestamp(entry.at()))
            .setActor(entry.actor())
            .setTo(state(entry.to()))
            .setNote(entry.note());
    entry.action().map(WorkOrderWire::action).ifPresent(message::setAction);
    entry.from().map(WorkOrderWire::state).ifPresent(message::setFrom);
    return message.build();
  }

  private static WorkOrderState state(OrderState state) {
    return WorkOrderState.valueOf(state.name());
  }

  private static WorkOrderAction action(OrderAction action) {
    return WorkOrderAction.valueOf(action.name());
  }
}
