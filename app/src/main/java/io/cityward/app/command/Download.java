package io.cityward.app.command;

import com.google.protobuf.ByteString;
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
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A file that a running server writes, whole or not at all.
 *
 * @param server host:port
 * @param out the file; replaced if it exists
 * @param actor who asks, for logs and histories
 */
record Download(String server, Path out, String actor) {

  Download {
    if (!server.matches("[A-Za-z0-9.\\[\\]:_-]+:[0-9]{1,5}")) {
      throw CityException.invalid("--server", server, "host:port");
    }
    Path folder = out.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(out)) {
      throw CityException.invalid("--out", out, "a file in a folder that exists");
    }
  }

  /**
   * Fetches the file.
   *
   * @param ask opens the stream
   * @param bytes of a message
   * @param end what a message says that ends the stream; empty for those with bytes
   * @return what the last message said
   */
  <M, E> E fetch(
      Function<Channel, Iterator<M>> ask,
      Function<M, ByteString> bytes,
      Function<M, Optional<E>> end)
      throws IOException, InterruptedException {
    ManagedChannel channel =
        NettyChannelBuilder.forTarget("dns:///" + server).usePlaintext().build();
    Path part =
        Files.createTempFile(
            out.toAbsolutePath().getParent(), out.getFileName().toString(), ".part");
    try {
      Metadata who = new Metadata();
      who.put(Actor.HEADER, actor);
      Channel named =
          ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(who));
      E last = write(ask.apply(named), bytes, end, part);
      Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
      return last;
    } catch (StatusRuntimeException e) {
      throw refused(e);
    } finally {
      Progress.done();
      Files.deleteIfExists(part);
      channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  private <M, E> E write(
      Iterator<M> messages, Function<M, ByteString> bytes, Function<M, Optional<E>> end, Path part)
      throws IOException {
    long written = 0;
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(part))) {
      while (messages.hasNext()) {
        M message = messages.next();
        Optional<E> last = end.apply(message);
        if (last.isPresent()) {
          return last.get();
        }
        ByteString data = bytes.apply(message);
        data.writeTo(file);
        written += data.size();
        Progress.say("%.1f MiB", written / (double) (1 << 20));
      }
    }
    throw new CityException(ErrorCode.EXTERNAL_FAILED, server + ": the export broke off");
  }

  private CityException refused(StatusRuntimeException e) {
    String words = e.getStatus().getDescription();
    Status.Code code = e.getStatus().getCode();
    String what = words == null ? code.name() : words;
    return code == Status.Code.INVALID_ARGUMENT || code == Status.Code.NOT_FOUND
        ? new CityException(ErrorCode.INVALID, what)
        : new CityException(ErrorCode.EXTERNAL_FAILED, server + ": " + what, e);
  }
}
