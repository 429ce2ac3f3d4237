package io.cityward.alerts.dispatch;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes one waiting thread; a signal given while nobody waits is kept, several count as one. */
final class Signal {

  private final Semaphore given = new Semaphore(0);

  void give() {
    if (given.availablePermits() == 0) {
      given.release();
    }
  }

  void await(Duration atMost) throws InterruptedException {
    if (given.tryAcquire(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS)) {
      given.drainPermits();
    }
  }
}
