package io.cityward.alerts.compute.grpc;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.proto.v1.Pool;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Those who watch the pool. With every tick each gets the pool if it has changed since, or a sign
 * of life; who reads slowly gets the newest when the transport can send again.
 */
final class PoolWatches {

  private static final int MOST = 200;
  private static final int SIGN_OF_LIFE_TICKS = 15;

  private final Supplier<Pool> pool;
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

  PoolWatches(Supplier<Pool> pool) {
    this.pool = pool;
  }

  /** Call it on the thread of the call, before that returns. */
  void open(ServerCallStreamObserver<Pool> observer) {
    if (watches.size() >= MOST) {
      throw new CityException(
          ErrorCode.FULL, "watches of the pool: " + MOST + " (expected: fewer, to open one)");
    }
    Pool now = pool.get();
    Watch watch = new Watch(observer);
    observer.setOnCancelHandler(() -> watches.remove(watch));
    observer.setOnCloseHandler(() -> watches.remove(watch));
    watches.add(watch);
    watch.tick(now, now.toBuilder().clearAt().build());
  }

  /** Once a second. */
  void tick() {
    if (watches.isEmpty()) {
      return;
    }
    Pool now = pool.get();
    Pool state = now.toBuilder().clearAt().build();
    watches.forEach(watch -> watch.tick(now, state));
  }

  void close() {
    watches.forEach(Watch::complete);
    watches.clear();
  }

  private static final class Watch {

    private final ServerCallStreamObserver<Pool> observer;
    private Pool told = Pool.getDefaultInstance();
    private int quiet = SIGN_OF_LIFE_TICKS;
    private int ticks;

    Watch(ServerCallStreamObserver<Pool> observer) {
      this.observer = observer;
    }

    /**
     * @param state without its time
     */
    synchronized void tick(Pool now, Pool state) {
      // The first tick may come at any moment after the opening: never two in one second.
      if (ticks++ == 1) {
        return;
      }
      quiet++;
      boolean news = quiet >= SIGN_OF_LIFE_TICKS || !state.equals(told);
      if (news && observer.isReady() && !observer.isCancelled()) {
        observer.onNext(now);
        told = state;
        quiet = 0;
      }
    }

    synchronized void complete() {
      if (!observer.isCancelled()) {
        observer.onCompleted();
      }
    }
  }
}
