package io.cityward.alerts.book;

import io.cityward.alerts.alert.Judgement;
import io.cityward.alerts.workorder.OrderAction;
import java.time.Instant;
import java.util.Optional;

/**
 * One step of a work order: what, who, why, to which department, when.
 *
 * @param judgement of its alert that goes along with a registration or rejection; empty for one
 *     that says no more than the step itself
 * @param until of a suspension
 */
record Move(
    OrderAction action,
    String actor,
    String note,
    Optional<String> department,
    Instant at,
    Optional<Judgement> judgement,
    Optional<Instant> until) {

  Move(OrderAction action, String actor, String note, Optional<String> department, Instant at) {
    this(action, actor, note, department, at, Optional.empty(), Optional.empty());
  }

  /** The same, with what it says of the alert. */
  Move judging(Judgement of) {
    return new Move(action, actor, note, department, at, Optional.of(of), until);
  }
}
