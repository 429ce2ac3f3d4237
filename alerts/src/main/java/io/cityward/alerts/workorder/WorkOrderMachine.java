package io.cityward.alerts.workorder;

import static io.cityward.alerts.workorder.OrderState.ACCEPTED;
import static io.cityward.alerts.workorder.OrderState.CLOSED;
import static io.cityward.alerts.workorder.OrderState.DISPATCHED;
import static io.cityward.alerts.workorder.OrderState.HANDLED;
import static io.cityward.alerts.workorder.OrderState.PENDING_REVIEW;
import static io.cityward.alerts.workorder.OrderState.REGISTERED;
import static io.cityward.alerts.workorder.OrderState.REJECTED;
import static io.cityward.alerts.workorder.OrderState.RETURNED;
import static io.cityward.alerts.workorder.OrderState.REWORK;
import static io.cityward.alerts.workorder.OrderState.SUSPENDED;
import static io.cityward.alerts.workorder.OrderState.VERIFYING;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The state machine of a work order, as {@code work_orders.proto} promises it. Pure. */
public final class WorkOrderMachine {

  private WorkOrderMachine() {}

  /** Where the action leads; empty when the state does not allow it. */
  public static Optional<OrderState> next(OrderState state, OrderAction action) {
    return from(action).contains(state) ? Optional.of(to(action)) : Optional.empty();
  }

  /** What may be done in a state. */
  public static List<OrderAction> allowed(OrderState state) {
    return Arrays.stream(OrderAction.values()).filter(a -> from(a).contains(state)).toList();
  }

  /** In which states a supervisor may send the order to another department, past a return. */
  public static Set<OrderState> redispatchable() {
    return EnumSet.of(DISPATCHED, ACCEPTED, REWORK);
  }

  private static Set<OrderState> from(OrderAction action) {
    return switch (action) {
      case REGISTER -> EnumSet.of(PENDING_REVIEW);
      case DISPATCH -> EnumSet.of(REGISTERED, RETURNED);
      case ACCEPT -> EnumSet.of(DISPATCHED, REWORK);
      case HANDLE -> EnumSet.of(ACCEPTED);
      case VERIFY -> EnumSet.of(HANDLED);
      case CLOSE, SEND_BACK -> EnumSet.of(HANDLED, VERIFYING);
      case REJECT -> EnumSet.of(PENDING_REVIEW, REGISTERED, DISPATCHED, ACCEPTED, RETURNED);
      case RETURN -> EnumSet.of(DISPATCHED, ACCEPTED);
      case SUSPEND -> EnumSet.of(ACCEPTED, REWORK);
      case RESUME -> EnumSet.of(SUSPENDED);
    };
  }

  private static OrderState to(OrderAction action) {
    return switch (action) {
      case REGISTER -> REGISTERED;
      case DISPATCH -> DISPATCHED;
      case ACCEPT, RESUME -> ACCEPTED;
      case HANDLE -> HANDLED;
      case VERIFY -> VERIFYING;
      case CLOSE -> CLOSED;
      case REJECT -> REJECTED;
      case RETURN -> RETURNED;
      case SEND_BACK -> REWORK;
      case SUSPEND -> SUSPENDED;
    };
  }
}
