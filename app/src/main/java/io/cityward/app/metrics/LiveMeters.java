package io.cityward.app.metrics;

import io.cityward.app.server.LiveMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** The counters of live viewers. */
final class LiveMeters implements LiveMetrics {

  private final AtomicInteger viewers;
  private final Counter bytes;
  private final Counter cut;
  private final Counter refused;

  LiveMeters(MeterRegistry registry) {
    viewers = registry.gauge("cityward.live.viewers", new AtomicInteger());
    bytes = registry.counter("cityward.live.bytes");
    cut = registry.counter("cityward.live.cut");
    refused = registry.counter("cityward.live.refused");
  }

  @Override
  public void watching(int viewers) {
    this.viewers.set(viewers);
  }

  @Override
  public void sent(int size) {
    bytes.increment(size);
  }

  @Override
  public void cut() {
    cut.increment();
  }

  @Override
  public void refused() {
    refused.increment();
  }
}
