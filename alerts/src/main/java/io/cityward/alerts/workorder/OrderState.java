package io.cityward.alerts.workorder;

/** Where a work order stands. */
public enum OrderState {
  PENDING_REVIEW,
  REGISTERED,
  DISPATCHED,
  ACCEPTED,
  HANDLED,
  VERIFYING,
  CLOSED,
  /** Not an event. */
  REJECTED,
  /** Wrong department. */
  RETURNED,
  /** Verification failed. */
  REWORK,
  SUSPENDED;

  /** Whether nothing can happen to the order any more. */
  public boolean finished() {
    return this == CLOSED || this == REJECTED;
  }
}
