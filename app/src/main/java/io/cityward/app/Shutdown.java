package io.cityward.app;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for the end of a process's work, and lets it stop in order. */
public final class Shutdown {

  private Shutdown() {}

  /**
   * Returns when the span is over. On Ctrl-C or a TERM signal it stops everything itself, and the
   * process ends with that.
   */
  public static void await(Optional<Duration> span, Lifecycle lifecycle)
      throws InterruptedException {
    Thread hook = new Thread(lifecycle::close, "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    CountDownLatch never = new CountDownLatch(1);
    if (span.isEmpty()) {
      never.await();
      return;
    }
    if (!never.await(span.get().toMillis(), TimeUnit.MILLISECONDS)) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
