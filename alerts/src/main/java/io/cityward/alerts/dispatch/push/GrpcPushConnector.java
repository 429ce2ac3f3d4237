package io.cityward.alerts.dispatch.push;

import com.google.protobuf.TextFormat;
import io.cityward.alerts.dispatch.Connector;
import io.cityward.alerts.dispatch.DispatchOutcome;
import io.cityward.alerts.dispatch.Words;
import io.cityward.alerts.dispatch.WorkOrderMessage;
import io.cityward.alerts.wire.AlertWire;
import io.cityward.alerts.wire.WorkOrderWire;
import io.cityward.proto.v1.CityManagementServiceGrpc;
import io.cityward.proto.v1.PushWorkOrderRequest;
import io.cityward.proto.v1.PushWorkOrderResponse;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.TimeUnit;

/** Pushes work orders to a {@code CityManagementService}. Connects with the first sending. */
public final class GrpcPushConnector implements Connector {

  private static final long CLOSE_SECONDS = 2;

  private final String name;
  private final GrpcPushSettings settings;
  private ManagedChannel channel;

  public GrpcPushConnector(String name, GrpcPushSettings settings) {
    this.name = name;
    this.settings = settings;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public DispatchOutcome send(WorkOrderMessage message) {
    ManagedChannel open = channel();
    // The dispatcher has waited long enough; the channel's own back-off must not fail it early.
    open.resetConnectBackoff();
    try {
      return outcome(
          CityManagementServiceGrpc.newBlockingStub(open)
              .withDeadlineAfter(settings.deadline().toMillis(), TimeUnit.MILLISECONDS)
              .pushWorkOrder(request(message)));
    } catch (StatusRuntimeException e) {
      return outcome(e.getStatus());
    }
  }

  @Override
  public String preview(WorkOrderMessage message) {
    return "PushWorkOrder to "
        + settings.target()
        + "\n\n"
        + TextFormat.printer().escapingNonAscii(false).printToString(request(message));
  }

  @Override
  public synchronized void close() {
    if (channel == null) {
      return;
    }
    channel.shutdownNow();
    try {
      if (!channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        channel.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized ManagedChannel channel() {
    if (channel == null) {
      NettyChannelBuilder builder = NettyChannelBuilder.forTarget(settings.target());
      channel = (settings.tls() ? builder.useTransportSecurity() : builder.usePlaintext()).build();
    }
    return channel;
  }

  private static PushWorkOrderRequest request(WorkOrderMessage message) {
    return PushWorkOrderRequest.newBuilder()
        .setIdempotencyKey(message.idempotencyKey())
        .setWorkOrder(
            WorkOrderWire.order(message.order()).toBuilder()
                .setEventCode(message.wording().code())
                .setEventName(message.wording().name())
                .setDispatchNote(message.wording().note()))
        .setAlert(
            AlertWire.alert(message.alert()).toBuilder()
                .setEventCode(message.wording().code())
                .setEventName(message.wording().name()))
        .setEvidenceBaseUrl(message.evidenceBaseUrl())
        .build();
  }

  private static DispatchOutcome outcome(PushWorkOrderResponse response) {
    return switch (response.getOutcome()) {
      case ACCEPTED_NEW, ALREADY_KNOWN -> new DispatchOutcome.Accepted(response.getExternalId());
      case REFUSED -> new DispatchOutcome.Rejected(Words.clip(response.getReason(), 400));
      case OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
          new DispatchOutcome.Retryable("answered without an outcome");
    };
  }

  /** What may pass is tried again; a message that the system cannot take is not. */
  private static DispatchOutcome outcome(Status status) {
    String description = status.getDescription() == null ? "" : ": " + status.getDescription();
    String reason = Words.clip(status.getCode() + description, 400);
    return switch (status.getCode()) {
      case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE, UNIMPLEMENTED ->
          new DispatchOutcome.Rejected(reason);
      case OK,
          CANCELLED,
          UNKNOWN,
          DEADLINE_EXCEEDED,
          NOT_FOUND,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          RESOURCE_EXHAUSTED,
          ABORTED,
          INTERNAL,
          UNAVAILABLE,
          DATA_LOSS,
          UNAUTHENTICATED ->
          new DispatchOutcome.Retryable(reason);
    };
  }
}
