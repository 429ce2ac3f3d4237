package io.cityward.app.demo;

import com.google.protobuf.Timestamp;
import io.cityward.proto.v1.Alert;
import io.cityward.proto.v1.AlertEvent;
import io.cityward.proto.v1.AlertServiceGrpc;
import io.cityward.proto.v1.Camera;
import io.cityward.proto.v1.CameraServiceGrpc;
import io.cityward.proto.v1.ListAlertsRequest;
import io.cityward.proto.v1.ListCamerasRequest;
import io.cityward.proto.v1.ListWorkOrdersRequest;
import io.cityward.proto.v1.WatchAlertsRequest;
import io.cityward.proto.v1.WorkOrder;
import io.cityward.proto.v1.WorkOrderServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Another system: subscribes to alerts over the port, and notes when each of them arrives. */
final class DemoSubscriber implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DemoSubscriber.class);
  private static final int PAGE = 500;

  private final ManagedChannel channel;
  private final Clock clock;
  private final Consumer<Alert> onRaised;
  private final List<AlertDelay> delays = new ArrayList<>();

  DemoSubscriber(int port, Clock clock, Consumer<Alert> onRaised) {
    this.channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    this.clock = clock;
    this.onRaised = onRaised;
  }

  void start() {
    AlertServiceGrpc.newStub(channel)
        .watchAlerts(
            WatchAlertsRequest.getDefaultInstance(),
            new StreamObserver<>() {
              @Override
              public void onNext(AlertEvent event) {
                if (event.getType() == AlertEvent.Type.RAISED) {
                  arrived(event.getAlert(), clock.instant());
                }
              }

              @Override
              public void onError(Throwable t) {
                LOG.debug("the watch ended", t);
              }

              @Override
              public void onCompleted() {
                LOG.debug("the watch was completed");
              }
            });
  }

  private void arrived(Alert alert, Instant now) {
    synchronized (delays) {
      delays.add(
          new AlertDelay(
              Duration.between(instant(alert.getDueAt()), now),
              Duration.between(instant(alert.getLastSeenAt()), now)));
    }
    onRaised.accept(alert);
  }

  List<AlertDelay> delays() {
    synchronized (delays) {
      return List.copyOf(delays);
    }
  }

  List<Alert> alerts() {
    return AlertServiceGrpc.newBlockingStub(channel)
        .listAlerts(ListAlertsRequest.newBuilder().setPageSize(PAGE).build())
        .getAlertsList();
  }

  List<WorkOrder> workOrders() {
    return WorkOrderServiceGrpc.newBlockingStub(channel)
        .listWorkOrders(ListWorkOrdersRequest.newBuilder().setPageSize(PAGE).build())
        .getWorkOrdersList();
  }

  List<Camera> cameras() {
    return CameraServiceGrpc.newBlockingStub(channel)
        .listCameras(ListCamerasRequest.newBuilder().setPageSize(PAGE).build())
        .getCamerasList();
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
