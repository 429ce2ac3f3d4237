package io.cityward.inference;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts, to hold the identity of {@link InferenceMetrics} against. */
final class CountingMetrics implements InferenceMetrics {

  final AtomicInteger submitted = new AtomicInteger();
  final AtomicInteger inferred = new AtomicInteger();
  final AtomicInteger answered = new AtomicInteger();
  final AtomicInteger failed = new AtomicInteger();
  final AtomicInteger dropped = new AtomicInteger();
  final AtomicInteger gaveUp = new AtomicInteger();
  final AtomicInteger ranTooLong = new AtomicInteger();
  final AtomicInteger lostWorkers = new AtomicInteger();

  @Override
  public void submitted() {
    submitted.incrementAndGet();
  }

  @Override
  public void inferred(Duration waited, Duration took) {
    inferred.incrementAndGet();
  }

  @Override
  public void answeredWithoutInference() {
    answered.incrementAndGet();
  }

  @Override
  public void failed() {
    failed.incrementAndGet();
  }

  @Override
  public void dropped(DropReason reason) {
    dropped.incrementAndGet();
  }

  @Override
  public void gaveUpSession() {
    gaveUp.incrementAndGet();
  }

  @Override
  public void ranTooLong() {
    ranTooLong.incrementAndGet();
  }

  @Override
  public void lostWorker() {
    lostWorkers.incrementAndGet();
  }
}
