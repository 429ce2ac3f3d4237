package io.cityward.alerts.supervision;

import io.cityward.alerts.workorder.OrderState;
import java.util.Optional;

/** What somebody has to do next for an order. */
public enum OrderStep {
  REVIEW,
  DISPATCH,
  ACCEPT,
  HANDLE,
  VERIFY;

  /** What is to be done in a state; nothing while it is suspended or when it is finished. */
  public static Optional<OrderStep> in(OrderState state) {
    return switch (state) {
      case PENDING_REVIEW -> Optional.of(REVIEW);
      case REGISTERED, RETURNED -> Optional.of(DISPATCH);
      case DISPATCHED, REWORK -> Optional.of(ACCEPT);
      case ACCEPTED -> Optional.of(HANDLE);
      case HANDLED, VERIFYING -> Optional.of(VERIFY);
      case SUSPENDED, CLOSED, REJECTED -> Optional.empty();
    };
  }
}
