package io.cityward.alerts.dispatch;

import java.time.Duration;
import java.util.Optional;

/** What a city system made of a work order. */
public sealed interface DispatchOutcome {

  /** It has it, now or since an earlier sending, under this id. */
  record Accepted(String externalId) implements DispatchOutcome {}

  /**
   * It may take it later.
   *
   * @param after how long it asked to be left alone; empty if it did not say
   */
  record Retryable(String reason, Optional<Duration> after) implements DispatchOutcome {

    public Retryable(String reason) {
      this(reason, Optional.empty());
    }
  }

  /** It will never take it like this. */
  record Rejected(String reason) implements DispatchOutcome {}
}
