package io.cityward.alerts.book;

import io.cityward.alerts.alert.Judgement;
import io.cityward.alerts.dedup.DedupReason;

/**
 * Counters of this module.
 *
 * <p>Findings reported = OPENED + MERGED + REFRESHED + SUPPRESSED + REFUSED. Sendings tried =
 * ACKNOWLEDGED + RETRIED + DEAD_LETTER + WITHDRAWN.
 */
public interface AlertMetrics {

  AlertMetrics NOOP =
      new AlertMetrics() {
        @Override
        public void finding(Finding outcome) {}

        @Override
        public void sending(Sending outcome) {}

        @Override
        public void watcherCut() {}
      };

  /** What became of a finding report. */
  enum Finding {
    OPENED,
    MERGED,
    REFRESHED,
    SUPPRESSED,
    REFUSED
  }

  /** What became of one attempt to send a work order. */
  enum Sending {
    ACKNOWLEDGED,
    RETRIED,
    DEAD_LETTER,
    /** The order had gone elsewhere by the time the answer came. */
    WITHDRAWN
  }

  void finding(Finding outcome);

  /** Why a finding became what it became; one for each that was not refused. */
  default void decided(DedupReason reason) {}

  /** A verdict was given that moved a work order. */
  default void verdict(Judgement judgement) {}

  /** A scene at a camera is rejected too often. */
  default void calibrationHint() {}

  /** Cases were merged, or one was split. */
  default void regrouped(Regrouping what) {}

  /** What an operator did to cases. */
  enum Regrouping {
    MERGED,
    SPLIT
  }

  void sending(Sending outcome);

  /** A watcher was cut off because it read too slowly. */
  void watcherCut();
}
