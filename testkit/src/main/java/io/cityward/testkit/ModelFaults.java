package io.cityward.testkit;

import io.cityward.proto.inference.ModelInferResponse;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** How a {@link ModelServer} misbehaves, until {@link #clear()}. */
public final class ModelFaults {

  // Guarded by this; notified on every change.
  private boolean dead;
  private boolean unready;
  private boolean modelUnready;
  private Status refusal;
  private Duration delay = Duration.ZERO;
  private boolean dying;
  private UnaryOperator<ModelInferResponse> spoiling = UnaryOperator.identity();
  private int clearings;
  private int lingering;

  ModelFaults() {}

  public synchronized void notLive() {
    dead = true;
  }

  public synchronized void notReady() {
    unready = true;
  }

  public synchronized void modelNotReady() {
    modelUnready = true;
  }

  /** Every inference comes late by this much, or when the faults are cleared. */
  public synchronized void slow(Duration by) {
    delay = by;
  }

  /** Every inference fails with this. */
  public synchronized void refuse(Status status) {
    refusal = status;
  }

  /** The next inference ends the server, without an answer. */
  public synchronized void dieMidCall() {
    dying = true;
  }

  /** Every answer is made into another. */
  public synchronized void spoil(UnaryOperator<ModelInferResponse> with) {
    spoiling = with;
  }

  public synchronized void clear() {
    dead = false;
    unready = false;
    modelUnready = false;
    refusal = null;
    delay = Duration.ZERO;
    dying = false;
    spoiling = UnaryOperator.identity();
    clearings++;
    notifyAll();
  }

  /** Waits until an inference is being held up by {@link #slow}. */
  public void awaitLingering(Duration limit) {
    Await.until(limit, () -> lingering() > 0, "an inference that the server holds up");
  }

  private synchronized int lingering() {
    return lingering;
  }

  synchronized boolean live() {
    return !dead;
  }

  synchronized boolean ready() {
    return !unready;
  }

  synchronized boolean modelReady() {
    return !modelUnready;
  }

  void before(Runnable death) {
    linger();
    synchronized (this) {
      if (refusal != null) {
        throw refusal.asRuntimeException();
      }
      if (!dying) {
        return;
      }
      dying = false;
    }
    death.run();
    throw Status.UNAVAILABLE.withDescription("dying").asRuntimeException();
  }

  ModelInferResponse spoil(ModelInferResponse answer) {
    UnaryOperator<ModelInferResponse> with;
    synchronized (this) {
      with = spoiling;
    }
    return with.apply(answer);
  }

  private synchronized void linger() {
    int begun = clearings;
    long deadline = System.nanoTime() + delay.toNanos();
    lingering++;
    try {
      for (long left = delay.toNanos(); left > 0 && begun == clearings; ) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lingering--;
    }
  }
}
