package io.cityward.ingest;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Hands packets on as a camera would have sent them, where they come by the file or by the segment:
 * each at its media time. What comes late, or jumps, sets a new beginning.
 */
final class MediaPace {

  private static final long LONGEST_STEP_MICROS = 5_000_000;

  /** A little late is the scheduler's doing, and is made up for. */
  private static final long LATE_MICROS = 500_000;

  private final CountDownLatch cancelled = new CountDownLatch(1);
  private boolean begun;
  private long startMicros;
  private long startNanos;
  private long last;

  /** Waits until a packet is due. False if cancelled meanwhile. */
  boolean await(long mediaMicros) {
    long now = System.nanoTime();
    long step = mediaMicros - last;
    last = mediaMicros;
    boolean jumped = step < -LONGEST_STEP_MICROS || step > LONGEST_STEP_MICROS;
    long wait = mediaMicros - startMicros - (now - startNanos) / 1000;
    if (!begun || jumped || wait < -LATE_MICROS) {
      begun = true;
      startMicros = mediaMicros;
      startNanos = now;
      return cancelled.getCount() > 0;
    }
    try {
      return !cancelled.await(Math.max(0, wait), TimeUnit.MICROSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Any thread. */
  void cancel() {
    cancelled.countDown();
  }
}
