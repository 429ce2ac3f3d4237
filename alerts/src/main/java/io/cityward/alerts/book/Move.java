package io.cityward.alerts.book;

import io.cityward.alerts.workorder.OrderAction;
import java.time.Instant;
import java.util.Optional;

/**
 * One step of a work order: what, who, why, to which department, when.
 *
 * @param until of a suspension
 */
record Move(
    OrderAction action,
    String actor,
    String note,
    Optional<String> department,
    Instant at,
    Optional<Instant> until) {

  Move(OrderAction action, String actor, String note, Optional<String> department, Instant at) {
    this(action, actor, note, department, at, Optional.empty());
  }
}
