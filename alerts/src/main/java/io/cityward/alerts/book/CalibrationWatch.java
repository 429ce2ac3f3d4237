package io.cityward.alerts.book;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.Verdict;
import io.cityward.alerts.store.HintTable;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.verdict.CalibrationHint;
import io.cityward.alerts.verdict.CalibrationRule;
import io.cityward.core.CameraId;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices, rejection by rejection, that a scene at a camera is rejected too often, and notes it
 * once a day. What a good threshold would be is not its business.
 */
public final class CalibrationWatch implements VerdictWatch {

  private static final Logger log = LoggerFactory.getLogger(CalibrationWatch.class);

  private final CalibrationRule rule;
  private final Clock clock;
  private final AlertMetrics metrics;

  /**
   * @param clock in whose zone days begin
   */
  public CalibrationWatch(CalibrationRule rule, Clock clock, AlertMetrics metrics) {
    this.rule = rule;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public void given(Ledger ledger, Alert alert, Instant now) {
    metrics.verdict(alert.judgement());
    if (alert.judgement().verdict() != Verdict.REJECTED) {
      return;
    }
    CameraId camera = alert.subject().camera();
    String scene = alert.subject().scene();
    LocalDate day = now.atZone(clock.getZone()).toLocalDate();
    HintTable.Verdicts verdicts = ledger.hints().verdicts(camera, scene, now.minus(rule.within()));
    if (rule.tooMany(verdicts.rejected(), verdicts.judged())
        && !ledger.hints().has(day, camera, scene)) {
      ledger
          .hints()
          .add(
              new CalibrationHint(day, camera, scene, now, verdicts.rejected(), verdicts.judged()));
      metrics.calibrationHint();
      log.warn(
          "{} at {}: {} of {} alerts of the last {} were rejected; its threshold, zone or pack"
              + " wants a look",
          scene,
          camera,
          verdicts.rejected(),
          verdicts.judged(),
          rule.within());
    }
  }
}
