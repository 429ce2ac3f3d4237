package io.cityward.alerts.dispatch;

/** What a city system made of a work order. */
public sealed interface DispatchOutcome {

  /** It has it, now or since an earlier sending, under this id. */
  record Accepted(String externalId) implements DispatchOutcome {}

  /** It may take it later. */
  record Retryable(String reason) implements DispatchOutcome {}

  /** It will never take it like this. */
  record Rejected(String reason) implements DispatchOutcome {}
}
