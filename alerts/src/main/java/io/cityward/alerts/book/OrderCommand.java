package io.cityward.alerts.book;

import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.workorder.OrderAction;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What somebody wants done to a work order.
 *
 * @param note reason or comment
 * @param department id, for a dispatch; empty leaves the choice to the rules
 * @param expectedVersion the version the caller has seen; empty for any
 * @param until for a suspension; empty stands for the longest
 * @param key the same key again changes nothing
 */
public record OrderCommand(
    OrderId order,
    OrderAction action,
    String actor,
    String note,
    Optional<String> department,
    OptionalLong expectedVersion,
    Optional<Instant> until,
    String key) {

  /** A command that is no suspension, or one of the longest. */
  public OrderCommand(
      OrderId order,
      OrderAction action,
      String actor,
      String note,
      Optional<String> department,
      OptionalLong expectedVersion,
      String key) {
    this(order, action, actor, note, department, expectedVersion, Optional.empty(), key);
  }
}
