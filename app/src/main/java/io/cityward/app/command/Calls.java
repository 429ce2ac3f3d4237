package io.cityward.app.command;

import io.cityward.alerts.grpc.Actor;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One call of a command to a running server. */
final class Calls {

  private static final int LARGEST_ANSWER_BYTES = 64 << 20;

  private Calls() {}

  /**
   * Calls and hangs up.
   *
   * @param server host:port
   * @param actor who is told to act
   * @throws CityException what the server refused, or that it could not be reached
   */
  static <T> T call(String server, String actor, Function<Channel, T> call)
      throws InterruptedException {
    if (!server.matches("[A-Za-z0-9.\\[\\]:_-]+:[0-9]{1,5}")) {
      throw CityException.invalid("--server", server, "host:port");
    }
    ManagedChannel channel =
        NettyChannelBuilder.forTarget("dns:///" + server)
            .usePlaintext()
            .maxInboundMessageSize(LARGEST_ANSWER_BYTES)
            .build();
    Metadata who = new Metadata();
    who.put(Actor.HEADER, actor);
    try {
      return call.apply(
          ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(who)));
    } catch (StatusRuntimeException e) {
      Status status = e.getStatus();
      String what =
          status.getDescription() == null ? status.getCode().name() : status.getDescription();
      throw status.getCode() == Status.Code.INVALID_ARGUMENT
              || status.getCode() == Status.Code.FAILED_PRECONDITION
          ? new CityException(ErrorCode.INVALID, what)
          : new CityException(ErrorCode.EXTERNAL_FAILED, server + ": " + what, e);
    } finally {
      channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }
}
