package io.cityward.inference.remote;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.inference.pack.ModelSource.RemoteModel;
import io.cityward.proto.inference.GRPCInferenceServiceGrpc;
import io.cityward.proto.inference.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import io.cityward.proto.inference.ModelInferRequest;
import io.cityward.proto.inference.ModelInferResponse;
import io.cityward.proto.inference.ModelMetadataRequest;
import io.cityward.proto.inference.ModelReadyRequest;
import io.cityward.proto.inference.ServerLiveRequest;
import io.cityward.proto.inference.ServerReadyRequest;
import io.grpc.ChannelCredentials;
import io.grpc.ConnectivityState;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A connection to a server, for one of its models. One call at a time. */
final class RemoteServer implements AutoCloseable {

  private static final Duration OPENING = Duration.ofSeconds(5);
  private static final long CLOSE_SECONDS = 2;

  /** Pack, remote and model, as messages begin. */
  private final String name;

  private final RemoteModel model;
  private final RemoteSettings settings;
  private final ManagedChannel channel;
  private final GRPCInferenceServiceBlockingStub stub;

  /** Connects with the first question. */
  RemoteServer(String name, RemoteModel model, RemoteSettings settings) {
    this.name = name;
    this.model = model;
    this.settings = settings;
    this.channel =
        NettyChannelBuilder.forTarget(settings.target(), credentials())
            .maxInboundMessageSize(settings.mostMebibytes() << 20)
            // A call that is tried again would send an input that the next one is filling.
            .disableRetry()
            .build();
    this.stub = GRPCInferenceServiceGrpc.newBlockingStub(channel);
  }

  /**
   * Asks whether everything is there and fits.
   *
   * @return how many pictures one call may take
   */
  int open(MetadataCheck check) {
    Duration limit = settings.deadline().compareTo(OPENING) > 0 ? settings.deadline() : OPENING;
    var asked = stub.withDeadline(Deadline.after(limit.toNanos(), TimeUnit.NANOSECONDS));
    require(
        ask(limit, () -> asked.serverLive(ServerLiveRequest.getDefaultInstance())).getLive(),
        "the server is not live");
    require(
        ask(limit, () -> asked.serverReady(ServerReadyRequest.getDefaultInstance())).getReady(),
        "the server is not ready");
    var ready =
        ModelReadyRequest.newBuilder().setName(model.name()).setVersion(model.version()).build();
    require(ask(limit, () -> asked.modelReady(ready)).getReady(), "the model is not ready");
    var metadata =
        ModelMetadataRequest.newBuilder().setName(model.name()).setVersion(model.version()).build();
    return check.batch(name, ask(limit, () -> asked.modelMetadata(metadata)));
  }

  /** An answer within the deadline, or a CityException. */
  ModelInferResponse infer(ModelInferRequest request) {
    if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
      // Connect now, not when the channel's back-off is over; the server may be back.
      channel.enterIdle();
    }
    long nanos = settings.deadline().toNanos();
    return ask(
        settings.deadline(),
        () -> stub.withDeadlineAfter(nanos, TimeUnit.NANOSECONDS).modelInfer(request));
  }

  /** What is wrong with an answer. */
  CityException failure(String reason) {
    return failure(reason, null);
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <T> T ask(Duration limit, Supplier<T> question) {
    try {
      return question.get();
    } catch (StatusRuntimeException e) {
      throw failure(reason(e.getStatus(), limit), e);
    }
  }

  private void require(boolean answer, String otherwise) {
    if (!answer) {
      throw failure(otherwise);
    }
  }

  private CityException failure(String reason, Throwable cause) {
    return new CityException(ErrorCode.EXTERNAL_FAILED, name + ": " + reason, cause);
  }

  private String reason(Status status, Duration limit) {
    if (Context.current().isCancelled()) {
      return "cancelled";
    }
    return switch (status.getCode()) {
      case UNAVAILABLE -> "unavailable at " + settings.target() + ": " + text(status);
      case DEADLINE_EXCEEDED -> "no answer within " + limit.toMillis() + " ms";
      default -> status.getCode() + ": " + text(status);
    };
  }

  /** What the server or the network says. */
  private static String text(Status status) {
    String text = status.getDescription();
    for (Throwable e = status.getCause(); e != null; e = e.getCause()) {
      text = e.getMessage() == null ? e.toString() : e.getMessage();
    }
    return text == null ? "no reason given" : Texts.line(text);
  }

  private ChannelCredentials credentials() {
    if (!settings.tls()) {
      return InsecureChannelCredentials.create();
    }
    TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder();
    try {
      if (settings.authorities().isPresent()) {
        tls.trustManager(settings.authorities().get().toFile());
      }
    } catch (IOException e) {
      throw failure("authorities: cannot be read: " + e.getMessage(), e);
    }
    return tls.build();
  }
}
