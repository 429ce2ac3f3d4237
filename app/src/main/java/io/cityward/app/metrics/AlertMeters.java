package io.cityward.app.metrics;

import io.cityward.alerts.book.AlertMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** The counters of the alert book. */
final class AlertMeters implements AlertMetrics {

  private final Map<Finding, Counter> findings = new EnumMap<>(Finding.class);
  private final Map<Sending, Counter> sendings = new EnumMap<>(Sending.class);
  private final Counter watchersCut;

  AlertMeters(MeterRegistry registry) {
    for (Finding outcome : Finding.values()) {
      findings.put(outcome, registry.counter("cityward.findings", "outcome", Labels.of(outcome)));
    }
    for (Sending outcome : Sending.values()) {
      sendings.put(
          outcome, registry.counter("cityward.dispatch.sendings", "outcome", Labels.of(outcome)));
    }
    watchersCut = registry.counter("cityward.watchers.cut");
  }

  @Override
  public void finding(Finding outcome) {
    findings.get(outcome).increment();
  }

  @Override
  public void sending(Sending outcome) {
    sendings.get(outcome).increment();
  }

  @Override
  public void watcherCut() {
    watchersCut.increment();
  }
}
