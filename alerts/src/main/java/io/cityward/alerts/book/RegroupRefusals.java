package io.cityward.alerts.book;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.workorder.Delivery;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.alerts.workorder.WorkOrder;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Which cases may not be merged or split, and why. Pure. */
final class RegroupRefusals {

  private RegroupRefusals() {}

  /** A case that is merged must be open, and its order nowhere that it would vanish from. */
  static <T> Optional<Outcome.Refused<T>> ofMerge(
      Alert into, WorkOrder intoOrder, Alert from, WorkOrder fromOrder) {
    return RegroupRefusals.<T>gone(into)
        .or(() -> gone(from))
        .or(() -> finished(into, intoOrder))
        .or(() -> finished(from, fromOrder))
        .or(() -> out(intoOrder, fromOrder));
  }

  static <T> Optional<Outcome.Refused<T>> ofSplit(Alert alert, WorkOrder order) {
    return RegroupRefusals.<T>gone(alert).or(() -> finished(alert, order));
  }

  static <T> Optional<Outcome.Refused<T>> stale(WorkOrder order, OptionalLong expected) {
    if (expected.isEmpty() || expected.getAsLong() == order.version()) {
      return Optional.empty();
    }
    return Optional.of(
        new Outcome.Refused<>(
            Outcome.Refusal.STALE_VERSION,
            order.id()
                + ": version "
                + expected.getAsLong()
                + " (expected: "
                + order.version()
                + ", the order has moved since)",
            Map.of("version", Long.toString(order.version()), "state", order.state().name())));
  }

  private static <T> Optional<Outcome.Refused<T>> gone(Alert alert) {
    return alert
        .lineage()
        .duplicateOf()
        .map(
            target ->
                new Outcome.Refused<>(
                    Outcome.Refusal.ALREADY_MERGED,
                    alert.id() + " goes on in " + target + " (expected: a case of its own)",
                    Map.of("duplicate_of", target.toString())));
  }

  private static <T> Optional<Outcome.Refused<T>> finished(Alert alert, WorkOrder order) {
    if (!order.state().finished()) {
      return Optional.empty();
    }
    return Optional.of(
        new Outcome.Refused<>(
            Outcome.Refusal.CASE_FINISHED,
            alert.id() + ": " + order.id() + " is " + order.state() + " (expected: an open case)",
            Map.of("work_order", order.id().toString(), "state", order.state().name())));
  }

  /**
   * An order that a department has may only end where the same department goes on with the other;
   * one that its system has heard of, not at all.
   */
  private static <T> Optional<Outcome.Refused<T>> out(WorkOrder into, WorkOrder from) {
    boolean with = from.state() == OrderState.DISPATCHED || from.state() == OrderState.ACCEPTED;
    if (!with) {
      return Optional.empty();
    }
    boolean sent =
        from.delivery().state() != Delivery.State.NOT_WANTED
            && !(from.delivery().state() == Delivery.State.PENDING
                && from.delivery().attempts() == 0);
    boolean goesOn =
        into.departmentId().equals(from.departmentId()) && into.state() != OrderState.RETURNED;
    if (!sent && goesOn) {
      return Optional.empty();
    }
    String why =
        sent
            ? "its system has it; return it first, or merge the other way round"
            : "which " + into.id() + " is not with; return it first, or merge the other way round";
    return Optional.of(
        new Outcome.Refused<>(
            Outcome.Refusal.ORDER_IS_OUT,
            from.id() + " is with " + from.departmentName() + ": " + why,
            Map.of(
                "work_order",
                from.id().toString(),
                "state",
                from.state().name(),
                "delivery",
                from.delivery().state().name(),
                "external_id",
                from.delivery().externalId())));
  }
}
