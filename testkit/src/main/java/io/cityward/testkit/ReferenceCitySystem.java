package io.cityward.testkit;

import io.cityward.proto.v1.CityManagementServiceGrpc;
import io.cityward.proto.v1.PushWorkOrderRequest;
import io.cityward.proto.v1.PushWorkOrderResponse;
import io.cityward.proto.v1.PushWorkOrderResponse.Outcome;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A department's own system as the gRPC connector sees it: takes work orders on a real port of
 * loopback, remembers each once, hands out its own ids ({@code CITY-000001}), and answers a key
 * that it knows with the id it gave before. Faults are switched on by a test.
 *
 * <p>A push without idempotency key or work order is {@code INVALID_ARGUMENT}.
 */
public final class ReferenceCitySystem implements AutoCloseable {

  private final CityFaults faults = new CityFaults();
  private final HealthStatusManager health = new HealthStatusManager();
  private final int port;

  // Guarded by this; notified on every change.
  private final List<PushWorkOrderRequest> received = new ArrayList<>();
  private final Map<String, String> idsByKey = new HashMap<>();
  private int calls;

  private Server server;

  /** On a free port. */
  public ReferenceCitySystem() {
    this(0);
  }

  public ReferenceCitySystem(int port) {
    this.port = port;
  }

  public ReferenceCitySystem start() {
    if (server != null) {
      throw new IllegalStateException("city system: already started");
    }
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .addService(new Desk())
            .addService(health.getHealthService())
            .maxInboundMessageSize(1 << 20)
            .build();
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException("city system: cannot listen on 127.0.0.1:" + port, e);
    }
    return this;
  }

  /** Where it listens, as {@code 127.0.0.1:port}. */
  public String target() {
    return "127.0.0.1:" + server.getPort();
  }

  public CityFaults faults() {
    return faults;
  }

  /** The orders taken, each once, in the order of their arrival. */
  public synchronized List<PushWorkOrderRequest> received() {
    return List.copyOf(received);
  }

  /** The id that was given to the order with this key; empty if it was never taken. */
  public synchronized String externalId(String idempotencyKey) {
    return idsByKey.getOrDefault(idempotencyKey, "");
  }

  /** All calls that arrived, with repetitions and with those that a fault answered. */
  public synchronized int calls() {
    return calls;
  }

  /** Waits for an order that fits. */
  public PushWorkOrderRequest await(Duration limit, Predicate<PushWorkOrderRequest> wanted) {
    return Await.present(
        limit, () -> received().stream().filter(wanted).findFirst(), "work order at the city");
  }

  /** Waits until this many different orders have been taken. */
  public void awaitCount(Duration limit, int count) {
    Await.until(
        limit,
        () -> received().size() >= count,
        () -> count + " work orders at the city, but " + received().size());
  }

  @Override
  public void close() {
    if (server == null || server.isShutdown()) {
      return;
    }
    health.enterTerminalState();
    server.shutdownNow();
    try {
      server.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized PushWorkOrderResponse take(PushWorkOrderRequest request) {
    String known = idsByKey.get(request.getIdempotencyKey());
    if (known != null) {
      return answer(Outcome.ALREADY_KNOWN, known);
    }
    received.add(request);
    String id = String.format("CITY-%06d", received.size());
    idsByKey.put(request.getIdempotencyKey(), id);
    return answer(Outcome.ACCEPTED_NEW, id);
  }

  private synchronized void count() {
    calls++;
  }

  private static PushWorkOrderResponse answer(Outcome outcome, String externalId) {
    return PushWorkOrderResponse.newBuilder().setOutcome(outcome).setExternalId(externalId).build();
  }

  private static void check(PushWorkOrderRequest request) {
    if (request.getIdempotencyKey().isBlank()) {
      throw bad("idempotency_key: empty (expected: the key of this dispatch)");
    }
    if (request.getWorkOrder().getId().isBlank()) {
      throw bad("work_order.id: empty (expected: the work order's id)");
    }
  }

  private static StatusRuntimeException bad(String text) {
    return Status.INVALID_ARGUMENT.withDescription(text).asRuntimeException();
  }

  private final class Desk extends CityManagementServiceGrpc.CityManagementServiceImplBase {

    @Override
    public void pushWorkOrder(
        PushWorkOrderRequest request, StreamObserver<PushWorkOrderResponse> reply) {
      count();
      try {
        check(request);
        faults.before();
        PushWorkOrderResponse answer = faults.refusal().orElseGet(() -> take(request));
        faults.after();
        reply.onNext(answer);
        reply.onCompleted();
      } catch (StatusRuntimeException e) {
        reply.onError(e);
      }
    }
  }
}
