package io.cityward.testkit;

import io.cityward.proto.inference.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import io.cityward.proto.inference.ModelInferRequest;
import io.cityward.proto.inference.ModelInferResponse;
import io.cityward.proto.inference.ModelMetadataRequest;
import io.cityward.proto.inference.ModelMetadataResponse;
import io.cityward.proto.inference.ModelReadyRequest;
import io.cityward.proto.inference.ModelReadyResponse;
import io.cityward.proto.inference.ServerLiveRequest;
import io.cityward.proto.inference.ServerLiveResponse;
import io.cityward.proto.inference.ServerMetadataRequest;
import io.cityward.proto.inference.ServerMetadataResponse;
import io.cityward.proto.inference.ServerReadyRequest;
import io.cityward.proto.inference.ServerReadyResponse;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A server of one model as an engine sees it: speaks the Open Inference Protocol v2 on a real port
 * of loopback. What runs the model is handed in; faults are switched on by a test. It can be closed
 * and started again, on the port that it had.
 */
public final class ModelServer implements AutoCloseable {

  /** What answers. */
  public interface Model {

    /** Name, versions, inputs and outputs. */
    ModelMetadataResponse metadata();

    /**
     * @throws StatusRuntimeException as the caller is to see it
     */
    ModelInferResponse infer(ModelInferRequest request);
  }

  private static final int MOST_BYTES = 64 << 20;

  private final Model model;
  private final ServerCredentials credentials;
  private final ModelFaults faults = new ModelFaults();
  private final AtomicInteger calls = new AtomicInteger();
  private int port;
  private Server server;

  public ModelServer(Model model) {
    this(model, InsecureServerCredentials.create());
  }

  public ModelServer(Model model, ServerCredentials credentials) {
    this.model = model;
    this.credentials = credentials;
  }

  public synchronized ModelServer start() {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    server =
        NettyServerBuilder.forAddress(address, credentials)
            .addService(new Desk())
            .maxInboundMessageSize(MOST_BYTES)
            .build();
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException("model server: cannot listen on " + address, e);
    }
    port = server.getPort();
    return this;
  }

  /** Where it listens, or did, as {@code 127.0.0.1:port}. */
  public synchronized String target() {
    return "127.0.0.1:" + port;
  }

  public ModelFaults faults() {
    return faults;
  }

  /** The inferences that were asked for, with those that a fault answered. */
  public int calls() {
    return calls.get();
  }

  @Override
  public synchronized void close() {
    faults.clear();
    server.shutdownNow();
    try {
      server.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends every connection at once; without waiting, as it is called from within a call. */
  private synchronized void die() {
    server.shutdownNow();
  }

  private void checkName(String name) {
    String ours = model.metadata().getName();
    if (!name.equals(ours)) {
      throw Status.NOT_FOUND
          .withDescription("unknown model " + name + ", there is " + ours)
          .asRuntimeException();
    }
  }

  private static <T> void answer(StreamObserver<T> reply, Supplier<T> work) {
    try {
      reply.onNext(work.get());
      reply.onCompleted();
    } catch (StatusRuntimeException e) {
      reply.onError(e);
    }
  }

  private final class Desk extends GRPCInferenceServiceImplBase {

    @Override
    public void serverLive(ServerLiveRequest request, StreamObserver<ServerLiveResponse> reply) {
      answer(reply, () -> ServerLiveResponse.newBuilder().setLive(faults.live()).build());
    }

    @Override
    public void serverReady(ServerReadyRequest request, StreamObserver<ServerReadyResponse> reply) {
      answer(reply, () -> ServerReadyResponse.newBuilder().setReady(faults.ready()).build());
    }

    @Override
    public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> reply) {
      answer(
          reply,
          () -> {
            checkName(request.getName());
            return ModelReadyResponse.newBuilder().setReady(faults.modelReady()).build();
          });
    }

    @Override
    public void serverMetadata(
        ServerMetadataRequest request, StreamObserver<ServerMetadataResponse> reply) {
      answer(reply, () -> ServerMetadataResponse.newBuilder().setName("cityward-testkit").build());
    }

    @Override
    public void modelMetadata(
        ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> reply) {
      answer(
          reply,
          () -> {
            checkName(request.getName());
            return model.metadata();
          });
    }

    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> reply) {
      calls.incrementAndGet();
      answer(
          reply,
          () -> {
            checkName(request.getModelName());
            faults.before(ModelServer.this::die);
            return faults.spoil(model.infer(request));
          });
    }
  }
}
