package io.cityward.app.metrics;

import io.cityward.inference.DropReason;
import io.cityward.inference.InferenceMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** The counters of the pool. */
final class InferenceMeters implements InferenceMetrics {

  private final Counter submitted;
  private final Timer waiting;
  private final Timer running;
  private final Counter answered;
  private final Counter failed;
  private final Counter sessionsGivenUp;
  private final Counter ranTooLong;
  private final Counter lostWorkers;
  private final Map<DropReason, Counter> dropped = new EnumMap<>(DropReason.class);

  InferenceMeters(MeterRegistry registry) {
    submitted = registry.counter("cityward.inference.submitted");
    waiting = registry.timer("cityward.inference.waited");
    running =
        Timer.builder("cityward.inference.took")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofSeconds(10))
            .register(registry);
    answered = registry.counter("cityward.inference.answered.without");
    failed = registry.counter("cityward.inference.failed");
    sessionsGivenUp = registry.counter("cityward.inference.sessions.given.up");
    ranTooLong = registry.counter("cityward.inference.ran.too.long");
    lostWorkers = registry.counter("cityward.inference.lost.workers");
    for (DropReason reason : DropReason.values()) {
      dropped.put(
          reason, registry.counter("cityward.inference.dropped", "reason", Labels.of(reason)));
    }
  }

  @Override
  public void submitted() {
    submitted.increment();
  }

  @Override
  public void inferred(Duration waited, Duration took) {
    waiting.record(waited);
    running.record(took);
  }

  @Override
  public void answeredWithoutInference() {
    answered.increment();
  }

  @Override
  public void failed() {
    failed.increment();
  }

  @Override
  public void dropped(DropReason reason) {
    dropped.get(reason).increment();
  }

  @Override
  public void gaveUpSession() {
    sessionsGivenUp.increment();
  }

  @Override
  public void ranTooLong() {
    ranTooLong.increment();
  }

  @Override
  public void lostWorker() {
    lostWorkers.increment();
  }
}
