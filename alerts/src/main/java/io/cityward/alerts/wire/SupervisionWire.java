package io.cityward.alerts.wire;

import io.cityward.alerts.attachment.Attachment;
import io.cityward.alerts.supervision.ExtensionRequest;
import io.cityward.alerts.supervision.Remark;
import io.cityward.alerts.supervision.Supervision;
import io.cityward.alerts.supervision.Suspension;
import io.cityward.alerts.supervision.Term;
import io.cityward.proto.v1.Level;
import io.cityward.proto.v1.OrderStep;
import io.cityward.proto.v1.Severity;
import io.cityward.proto.v1.WorkOrder;

/** How orders are looked after, on the wire. */
public final class SupervisionWire {

  private SupervisionWire() {}

  static void put(Supervision supervision, WorkOrder.Builder message) {
    message
        .setSeverity(Severity.valueOf("SEVERITY_" + supervision.severity()))
        .setLevel(Level.valueOf("LEVEL_" + supervision.level()))
        .setUrges(supervision.urges())
        .setExtensions(supervision.extensions())
        .setComments(supervision.counts().comments())
        .setAttachments(supervision.counts().attachments())
        .setReports(supervision.counts().reports());
    supervision
        .deadline()
        .ifPresent(
            deadline -> {
              message
                  .setStep(OrderStep.valueOf("STEP_" + deadline.step()))
                  .setStepSince(CommonWire.timestamp(deadline.since()))
                  .setDueAt(CommonWire.timestamp(deadline.due()))
                  .setCalendar(deadline.calendar());
              switch (deadline.flag()) {
                case NEARLY_DUE -> message.setNearlyDue(true);
                case OVERDUE -> message.setOverdue(true);
                case ON_TIME -> {}
              }
            });
    supervision
        .handling()
        .map(Term::by)
        .map(CommonWire::timestamp)
        .ifPresent(message::setHandleDueAt);
    supervision
        .suspension()
        .map(Suspension::until)
        .map(CommonWire::timestamp)
        .ifPresent(message::setSuspendedUntil);
    supervision.urgedUntil().map(CommonWire::timestamp).ifPresent(message::setUrgedUntil);
    supervision.asked().map(SupervisionWire::extension).ifPresent(message::setExtension);
  }

  public static io.cityward.proto.v1.Remark remark(Remark remark) {
    var message =
        io.cityward.proto.v1.Remark.newBuilder()
            .setPosition(remark.position())
            .setAt(CommonWire.timestamp(remark.at()))
            .setActor(remark.actor())
            .setKind(io.cityward.proto.v1.Remark.Kind.valueOf(remark.kind().name()))
            .setText(remark.text());
    remark.until().map(CommonWire::timestamp).ifPresent(message::setUntil);
    return message.build();
  }

  public static io.cityward.proto.v1.Attachment attachment(Attachment attachment) {
    return io.cityward.proto.v1.Attachment.newBuilder()
        .setId(attachment.id().toString())
        .setWorkOrderId(attachment.order().toString())
        .setFileName(attachment.fileName())
        .setMediaType(attachment.type().mediaType())
        .setBytes(attachment.bytes())
        .setSha256(attachment.sha256())
        .setPath(attachment.path())
        .setNote(attachment.note())
        .setAt(CommonWire.timestamp(attachment.at()))
        .setActor(attachment.actor())
        .build();
  }

  private static io.cityward.proto.v1.ExtensionRequest extension(ExtensionRequest request) {
    return io.cityward.proto.v1.ExtensionRequest.newBuilder()
        .setUntil(CommonWire.timestamp(request.until()))
        .setReason(request.reason())
        .setBy(request.by())
        .setAt(CommonWire.timestamp(request.at()))
        .build();
  }
}
