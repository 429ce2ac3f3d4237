package io.cityward.app.metrics;

import io.cityward.alerts.alert.Judgement;
import io.cityward.alerts.alert.Verdict;
import io.cityward.alerts.book.AlertMetrics;
import io.cityward.alerts.dedup.DedupReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;

/** The counters of the alert book. */
final class AlertMeters implements AlertMetrics {

  private final Map<Finding, Counter> findings = new EnumMap<>(Finding.class);
  private final Map<Sending, Counter> sendings = new EnumMap<>(Sending.class);
  private final Map<DedupReason, Counter> reasons = new EnumMap<>(DedupReason.class);
  private final Map<Verdict, Counter> verdicts = new EnumMap<>(Verdict.class);
  private final Map<Regrouping, Counter> regroupings = new EnumMap<>(Regrouping.class);
  private final Counter confirmedByRule;
  private final Counter calibrationHints;
  private final Counter watchersCut;

  AlertMeters(MeterRegistry registry) {
    for (Finding outcome : Finding.values()) {
      findings.put(outcome, registry.counter("cityward.findings", "outcome", Labels.of(outcome)));
    }
    for (Sending outcome : Sending.values()) {
      sendings.put(
          outcome, registry.counter("cityward.dispatch.sendings", "outcome", Labels.of(outcome)));
    }
    for (DedupReason reason : DedupReason.values()) {
      reasons.put(
          reason, registry.counter("cityward.findings.decided", "reason", Labels.of(reason)));
    }
    for (Verdict verdict : EnumSet.complementOf(EnumSet.of(Verdict.PENDING))) {
      verdicts.put(verdict, verdicts(registry, verdict, "person"));
    }
    confirmedByRule = verdicts(registry, Verdict.CONFIRMED, "rule");
    for (Regrouping what : Regrouping.values()) {
      regroupings.put(what, registry.counter("cityward.cases.regrouped", "what", Labels.of(what)));
    }
    calibrationHints = registry.counter("cityward.calibration.hints");
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

  @Override
  public void decided(DedupReason reason) {
    reasons.get(reason).increment();
  }

  @Override
  public void verdict(Judgement judgement) {
    (judgement.byRule() ? confirmedByRule : verdicts.get(judgement.verdict())).increment();
  }

  @Override
  public void calibrationHint() {
    calibrationHints.increment();
  }

  @Override
  public void regrouped(Regrouping what) {
    regroupings.get(what).increment();
  }

  private static Counter verdicts(MeterRegistry registry, Verdict verdict, String by) {
    return registry.counter("cityward.verdicts", "verdict", Labels.of(verdict), "by", by);
  }
}
