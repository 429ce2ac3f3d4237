package io.cityward.testkit;

import io.cityward.proto.v1.PushWorkOrderResponse;
import io.cityward.proto.v1.PushWorkOrderResponse.Outcome;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How a {@link ReferenceCitySystem} misbehaves, until {@link #clear()}. */
public final class CityFaults {

  // Guarded by this.
  private int unavailable;
  private int lostAnswers;
  private String refusal = "";
  private boolean nonsense;
  private Duration delay = Duration.ZERO;
  private int clearings;

  CityFaults() {}

  /** The next calls fail with {@code UNAVAILABLE} and are not taken. */
  public synchronized void unavailable(int times) {
    unavailable = times;
  }

  /** The next calls are taken, but the caller sees {@code UNAVAILABLE}, and will come again. */
  public synchronized void loseAnswers(int times) {
    lostAnswers = times;
  }

  /** Every order is refused for good, with this reason. */
  public synchronized void refuse(String reason) {
    refusal = reason;
  }

  /** Every answer lacks what makes it one. */
  public synchronized void answerWithoutOutcome() {
    nonsense = true;
  }

  /** Every answer comes late by this much, or when the faults are cleared. */
  public synchronized void slow(Duration by) {
    delay = by;
  }

  public synchronized void clear() {
    unavailable = 0;
    lostAnswers = 0;
    refusal = "";
    nonsense = false;
    delay = Duration.ZERO;
    clearings++;
    notifyAll();
  }

  void before() {
    linger();
    synchronized (this) {
      if (unavailable > 0) {
        unavailable--;
        throw Status.UNAVAILABLE.withDescription("city system is down").asRuntimeException();
      }
    }
  }

  synchronized Optional<PushWorkOrderResponse> refusal() {
    if (nonsense) {
      return Optional.of(PushWorkOrderResponse.getDefaultInstance());
    }
    return refusal.isEmpty()
        ? Optional.empty()
        : Optional.of(
            PushWorkOrderResponse.newBuilder()
                .setOutcome(Outcome.REFUSED)
                .setReason(refusal)
                .build());
  }

  synchronized void after() {
    if (lostAnswers > 0) {
      lostAnswers--;
      throw Status.UNAVAILABLE.withDescription("the answer got lost").asRuntimeException();
    }
  }

  private synchronized void linger() {
    int begun = clearings;
    long deadline = System.nanoTime() + delay.toNanos();
    try {
      for (long left = delay.toNanos(); left > 0 && begun == clearings; ) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
