package io.cityward.alerts.book;

import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.DispatchEdit;
import io.cityward.alerts.store.EventLog;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.workorder.Delivery;
import io.cityward.alerts.workorder.HistoryEntry;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.WorkOrder;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an operator does about dispatches that were given up or refused. */
public final class DeadLetterDesk {

  /**
   * A dead letter to be sent again.
   *
   * @param department id of another one; empty: the same
   * @param edit what is changed of the message
   */
  public record Resend(
      OrderId order, Optional<String> department, DispatchEdit edit, String actor, String key) {}

  private final AlertStore store;
  private final WorkOrderDesk desk;
  private final Clock clock;
  private final Runnable afterCommit;

  public DeadLetterDesk(AlertStore store, WorkOrderDesk desk, Clock clock, Runnable afterCommit) {
    this.store = store;
    this.desk = desk;
    this.clock = clock;
    this.afterCommit = afterCommit;
  }

  /**
   * Oldest first.
   *
   * @param connector empty for all
   * @param after only orders with a larger number
   */
  public List<WorkOrder> page(String connector, long after, int limit) {
    return store.read(
        ledger ->
            ledger
                .orders()
                .of(ledger.connectors().deliveries().dead(connector, after, limit))
                .stream()
                .sorted(java.util.Comparator.comparing(order -> order.id().number()))
                .toList());
  }

  /**
   * Sends one again, as it was or edited; to another department by returning it first.
   *
   * @throws io.cityward.core.CityException NOT_FOUND for the order, INVALID for the department
   */
  public Outcome<WorkOrder> resend(Resend resend) {
    return once(
        resend.order(),
        resend.key(),
        "RESEND",
        (ledger, order, now) -> resend(ledger, order, resend, now));
  }

  /**
   * Lets go of one; the order stays where it is.
   *
   * @throws io.cityward.core.CityException NOT_FOUND
   */
  public Outcome<WorkOrder> discard(OrderId id, String reason, String actor, String key) {
    return once(
        id,
        key,
        "DISCARD",
        (ledger, order, now) -> {
          String note = "not sent any more: " + reason;
          return keep(ledger, order, order.delivery().withdrawn(note), actor, note, now);
        });
  }

  private interface Work {
    Outcome<WorkOrder> run(Ledger ledger, WorkOrder order, Instant now);
  }

  private Outcome<WorkOrder> once(OrderId id, String key, String request, Work work) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Outcome<WorkOrder> outcome =
        store.write(
            ledger -> {
              WorkOrder order = ledger.orders().get(id);
              return Once.run(
                  ledger,
                  id.toString(),
                  key,
                  request,
                  now,
                  () -> order,
                  () ->
                      order.delivery().state() == Delivery.State.DEAD_LETTER
                          ? work.run(ledger, order, now)
                          : notDead(order));
            });
    afterCommit.run();
    return outcome;
  }

  private Outcome<WorkOrder> resend(Ledger ledger, WorkOrder order, Resend resend, Instant now) {
    Optional<String> other = resend.department().filter(id -> !id.equals(order.departmentId()));
    if (other.isEmpty()) {
      edit(ledger, order, resend.edit());
      Delivery again = Delivery.pending(order.delivery().connector(), now);
      return keep(ledger, order, again, resend.actor(), "sent again" + words(resend.edit()), now);
    }
    String note = "its system did not take it: " + order.delivery().lastError();
    Outcome<WorkOrder> returned =
        desk.move(
            ledger,
            order,
            new Move(OrderAction.RETURN, resend.actor(), clip(note), Optional.empty(), now));
    if (!(returned instanceof Outcome.Done<WorkOrder> done)) {
      return returned;
    }
    Outcome<WorkOrder> dispatched =
        desk.move(
            ledger,
            done.value(),
            new Move(OrderAction.DISPATCH, resend.actor(), resend.edit().note(), other, now));
    if (dispatched instanceof Outcome.Done<WorkOrder> sent) {
      edit(ledger, sent.value(), resend.edit());
    }
    return dispatched;
  }

  private static void edit(Ledger ledger, WorkOrder order, DispatchEdit edit) {
    if (!edit.equals(new DispatchEdit("", "", ""))) {
      ledger.connectors().edits().put(order.id(), order.dispatches(), edit);
    }
  }

  private static Outcome<WorkOrder> keep(
      Ledger ledger, WorkOrder order, Delivery delivery, String actor, String note, Instant now) {
    WorkOrder changed = order.with(delivery, now);
    ledger.outbox().put(changed);
    ledger.orders().update(changed);
    ledger
        .orders()
        .addHistory(order.id(), HistoryEntry.remark(now, actor, order.state(), clip(note)));
    ledger.events().append(EventLog.Kind.ORDER_CHANGED, order.id());
    return new Outcome.Done<>(ledger.orders().get(order.id()));
  }

  private static Outcome<WorkOrder> notDead(WorkOrder order) {
    return new Outcome.Refused<>(
        Outcome.Refusal.NOT_A_DEAD_LETTER,
        order.id() + ": its delivery is " + order.delivery().state() + " (expected: DEAD_LETTER)",
        Map.of("delivery", order.delivery().state().name()));
  }

  private static String words(DispatchEdit edit) {
    StringBuilder words = new StringBuilder();
    if (!edit.eventCode().isEmpty()) {
      words.append(" as " + edit.eventCode());
    }
    if (!edit.note().isEmpty()) {
      words.append(": " + edit.note());
    }
    return words.toString();
  }

  private static String clip(String note) {
    return note.length() <= 500 ? note : note.substring(0, 500);
  }
}
