package io.cityward.alerts.grpc;

import com.google.rpc.Code;
import io.cityward.alerts.watch.Change;
import io.cityward.alerts.watch.Watch;
import io.cityward.alerts.watch.WatchHub;
import io.cityward.alerts.watch.Watcher;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * A watcher on the other end of a gRPC stream. It takes something only while the transport can send
 * it on, so that a slow reader fills no memory here.
 */
final class WatchStream<T> implements Watcher {

  private final ServerCallStreamObserver<T> observer;
  private final Function<Change, Optional<T>> message;
  private final LongFunction<T> heartbeat;

  private WatchStream(
      ServerCallStreamObserver<T> observer,
      Function<Change, Optional<T>> message,
      LongFunction<T> heartbeat) {
    this.observer = observer;
    this.message = message;
    this.heartbeat = heartbeat;
  }

  /**
   * Opens a stream. Call it on the thread of the call, before that returns.
   *
   * @param message what a change looks like on the wire; empty to pass over it
   * @param heartbeat the sign of life, with the place in the log that it stands for
   */
  static <T> void open(
      WatchHub hub,
      OptionalLong after,
      StreamObserver<T> observer,
      Function<Change, Optional<T>> message,
      LongFunction<T> heartbeat) {
    ServerCallStreamObserver<T> call = (ServerCallStreamObserver<T>) observer;
    Watch watch = hub.watch(after, new WatchStream<>(call, message, heartbeat));
    call.setOnReadyHandler(watch::nudge);
    call.setOnCancelHandler(watch::close);
    watch.nudge();
  }

  @Override
  public boolean ready() {
    return observer.isReady();
  }

  @Override
  public boolean take(Change change) {
    Optional<T> next = message.apply(change);
    next.ifPresent(observer::onNext);
    return next.isPresent();
  }

  @Override
  public void quiet(long seq) {
    observer.onNext(heartbeat.apply(seq));
  }

  @Override
  public void cut(Cut why, long seq) {
    if (!observer.isCancelled()) {
      observer.onError(
          GrpcErrors.refusal(
              codeOf(why), why.name(), wordsOf(why), Map.of("resume_token", Token.resume(seq))));
    }
  }

  private static Code codeOf(Cut why) {
    return switch (why) {
      case TOO_SLOW -> Code.RESOURCE_EXHAUSTED;
      case LOG_PRUNED -> Code.FAILED_PRECONDITION;
      case FAILED, STOPPING -> Code.UNAVAILABLE;
    };
  }

  private static String wordsOf(Cut why) {
    return switch (why) {
      case TOO_SLOW -> "read too slowly; watch again with the last resume token";
      case LOG_PRUNED -> "what follows is no longer kept; list again and watch from there";
      case FAILED -> "the book cannot be read now; watch again with the last resume token";
      case STOPPING -> "the server stops; watch again with the last resume token";
    };
  }
}
