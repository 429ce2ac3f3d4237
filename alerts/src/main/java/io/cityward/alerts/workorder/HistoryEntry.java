package io.cityward.alerts.workorder;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of a work order's history.
 *
 * @param action empty when something happened to the order without moving it
 * @param from empty for the line that opens the order
 * @param note reason, comment or what happened on the wire
 */
public record HistoryEntry(
    Instant at,
    String actor,
    Optional<OrderAction> action,
    Optional<OrderState> from,
    OrderState to,
    String note) {

  /** A line that leaves the state as it is. */
  public static HistoryEntry remark(Instant at, String actor, OrderState state, String note) {
    return new HistoryEntry(at, actor, Optional.empty(), Optional.of(state), state, note);
  }
}
