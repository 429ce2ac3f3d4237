package io.cityward.alerts.wire;

import io.cityward.alerts.dispatch.LaneState;
import io.cityward.alerts.dispatch.open311.OutsideReport;
import io.cityward.alerts.workorder.Delivery;
import io.cityward.alerts.workorder.WorkOrder;
import io.cityward.proto.v1.ConnectorState;
import io.cityward.proto.v1.DeadLetter;
import java.util.Map;

/** Connectors, dead letters and reports of other systems as messages. */
public final class ConnectorWire {

  private ConnectorWire() {}

  public static ConnectorState state(
      LaneState lane, String type, Map<Delivery.State, Long> counts) {
    ConnectorState.Builder message =
        ConnectorState.newBuilder()
            .setName(lane.connector())
            .setType(type)
            .setBreaker(ConnectorState.Breaker.valueOf(lane.breaker()))
            .setBreakerSince(CommonWire.timestamp(lane.since()))
            .setFailures(lane.failures())
            .setLastError(lane.lastError())
            .setPending(counts.getOrDefault(Delivery.State.PENDING, 0L))
            .setDeadLetters(counts.getOrDefault(Delivery.State.DEAD_LETTER, 0L));
    lane.nextTry().map(CommonWire::timestamp).ifPresent(message::setNextTryAt);
    return message.build();
  }

  public static DeadLetter deadLetter(WorkOrder order) {
    return DeadLetter.newBuilder()
        .setWorkOrder(WorkOrderWire.order(order))
        .setConnector(order.delivery().connector())
        .setReason(order.delivery().lastError())
        .setAttempts(order.delivery().attempts())
        .build();
  }

  public static io.cityward.proto.v1.OutsideReport report(OutsideReport report) {
    var message =
        io.cityward.proto.v1.OutsideReport.newBuilder()
            .setId(report.id().toString())
            .setState(io.cityward.proto.v1.OutsideReport.State.valueOf(report.state().name()))
            .setSource(report.source())
            .setEventCode(report.eventCode())
            .setEventName(report.eventName())
            .setDescription(report.description())
            .setPlace(CommonWire.place(report.place()))
            .setMediaUrl(report.mediaUrl())
            .setReceivedAt(CommonWire.timestamp(report.receivedAt()))
            .setNote(report.note())
            .setContact(report.contact());
    report.order().ifPresent(order -> message.setWorkOrderId(order.toString()));
    return message.build();
  }
}
