package io.cityward.alerts.book;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.Judgement;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Verdict;
import io.cityward.alerts.learned.Proposal;
import io.cityward.alerts.rules.DepartmentChooser;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.EventLog;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.workorder.Delivery;
import io.cityward.alerts.workorder.Department;
import io.cityward.alerts.workorder.DispatchRules;
import io.cityward.alerts.workorder.HistoryEntry;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.alerts.workorder.WorkOrder;
import io.cityward.alerts.workorder.WorkOrderMachine;
import io.cityward.core.CityException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Opens work orders and moves them; what is to be sent goes to the outbox in the same breath. */
public final class WorkOrderDesk {

  private static final String SYSTEM = "cityward";
  private static final int LONGEST_NOTE = 750;

  private final AlertStore store;
  private final DepartmentChooser chooser;
  private final Clock clock;
  private final Runnable afterCommit;
  private final VerdictWatch verdicts;
  private final OrderDeadlines deadlines;

  /**
   * A desk with the usual deadlines, in UTC; departments are chosen by these rules and those in the
   * book.
   */
  public WorkOrderDesk(AlertStore store, DispatchRules rules, Clock clock, Runnable afterCommit) {
    this(
        store,
        DepartmentChooser.of(store, rules, clock),
        clock,
        afterCommit,
        VerdictWatch.NONE,
        OrderDeadlines.usual());
  }

  /**
   * A desk whose verdicts somebody watches.
   *
   * @param verdicts is told of each in the transaction that gives it
   */
  public WorkOrderDesk(
      AlertStore store,
      DepartmentChooser chooser,
      Clock clock,
      Runnable afterCommit,
      VerdictWatch verdicts,
      OrderDeadlines deadlines) {
    this.deadlines = deadlines;
    this.store = store;
    this.chooser = chooser;
    this.clock = clock;
    this.afterCommit = afterCommit;
    this.verdicts = verdicts;
  }

  /**
   * Carries a command out.
   *
   * @throws CityException NOT_FOUND for the order, INVALID for the department
   */
  public Outcome<WorkOrder> command(OrderCommand command) {
    Instant now = now();
    Outcome<WorkOrder> outcome =
        store.write(
            ledger -> {
              WorkOrder order = ledger.orders().get(command.order());
              return Once.run(
                  ledger,
                  order.id().toString(),
                  command.key(),
                  command.action().name(),
                  now,
                  () -> order,
                  () -> carryOut(ledger, order, command, now));
            });
    afterCommit.run();
    return outcome;
  }

  /**
   * Tries a dispatch again that ended as a dead letter.
   *
   * @throws CityException NOT_FOUND
   */
  public Outcome<WorkOrder> resend(OrderId id, String actor, String key) {
    Instant now = now();
    Outcome<WorkOrder> outcome =
        store.write(
            ledger -> {
              WorkOrder order = ledger.orders().get(id);
              return Once.run(
                  ledger,
                  id.toString(),
                  key,
                  "RESEND",
                  now,
                  () -> order,
                  () -> resend(ledger, order, actor, now));
            });
    afterCommit.run();
    return outcome;
  }

  /** Opens the order of a fresh alert; a rule that wants no review sends it on at once. */
  void open(Ledger ledger, Alert alert, Instant now) {
    WorkOrder waiting =
        WorkOrder.opened(
            alert.order(), alert.id(), alert.subject(), OrderState.PENDING_REVIEW, now);
    Optional<DispatchRules.Choice> choice = byRule(ledger, waiting, now);
    boolean review = choice.map(c -> c.rule().reviewFirst()).orElse(true);
    OrderState state = review ? OrderState.PENDING_REVIEW : OrderState.REGISTERED;
    WorkOrder order = WorkOrder.opened(alert.order(), alert.id(), alert.subject(), state, now);
    ledger.orders().insert(order);
    ledger
        .orders()
        .addHistory(
            order.id(),
            new HistoryEntry(
                now, SYSTEM, Optional.empty(), Optional.empty(), state, "opened by " + alert.id()));
    deadlines.opened(ledger, order, now);
    if (!review) {
      dispatchByRule(ledger, order, choice, now);
    }
    ledger.events().append(EventLog.Kind.ORDER_CHANGED, order.id());
  }

  /** Moves an order inside a transaction; refused before anything is written. */
  Outcome<WorkOrder> move(Ledger ledger, WorkOrder order, Move move) {
    Optional<OrderState> next = WorkOrderMachine.next(order.state(), move.action());
    if (next.isEmpty()) {
      return illegal(order, move.action());
    }
    if (move.action() == OrderAction.DISPATCH) {
      if (move.department().isPresent()) {
        dispatch(ledger, order, named(move.department().get()), move.actor(), move);
      } else {
        Optional<DispatchRules.Choice> choice = byRule(ledger, order, move.at());
        if (choice.isEmpty()) {
          return noRule(order);
        }
        dispatch(ledger, order, choice.get().department(), words(choice.get()), move);
      }
    } else {
      advance(ledger, order, next.get(), move);
    }
    ledger.events().append(EventLog.Kind.ORDER_CHANGED, order.id());
    return new Outcome.Done<>(ledger.orders().get(order.id()));
  }

  private Outcome<WorkOrder> carryOut(
      Ledger ledger, WorkOrder order, OrderCommand command, Instant now) {
    Optional<Outcome<WorkOrder>> stale = stale(order, command.expectedVersion());
    if (stale.isPresent()) {
      return stale.get();
    }
    return move(
        ledger,
        order,
        new Move(
            command.action(),
            command.actor(),
            command.note(),
            command.department(),
            now,
            Optional.empty(),
            command.until()));
  }

  /** A refusal, if the caller has seen another version. */
  static Optional<Outcome<WorkOrder>> stale(WorkOrder order, OptionalLong expected) {
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

  /** Sends an order to another department without a return, inside a transaction. */
  Outcome<WorkOrder> redispatch(Ledger ledger, WorkOrder order, Move move) {
    if (!WorkOrderMachine.redispatchable().contains(order.state())) {
      String allowed = words(order.allowed());
      return new Outcome.Refused<>(
          Outcome.Refusal.ILLEGAL_TRANSITION,
          order.id()
              + ": to another department is not possible in "
              + order.state()
              + " (expected: one of "
              + WorkOrderMachine.redispatchable()
              + "; possible now: "
              + (allowed.isEmpty() ? "nothing more, it is finished" : allowed)
              + ")",
          Map.of("state", order.state().name(), "action", "REDISPATCH", "allowed", allowed));
    }
    Department department = named(move.department().orElseThrow());
    if (department.id().equals(order.departmentId())) {
      throw CityException.invalid("department_id", department.id(), "another department");
    }
    withdraw(ledger, order, move);
    dispatch(ledger, order, department, move.actor(), move);
    ledger.events().append(EventLog.Kind.ORDER_CHANGED, order.id());
    return new Outcome.Done<>(ledger.orders().get(order.id()));
  }

  private void advance(Ledger ledger, WorkOrder order, OrderState next, Move move) {
    WorkOrder moved = order.moved(next, move.at());
    ledger.orders().update(moved);
    ledger.orders().addHistory(order.id(), entry(order, next, move, deadlines.noteOf(move)));
    deadlines.moved(ledger, order, moved, move);
    if (move.action() == OrderAction.REJECT || move.action() == OrderAction.RETURN) {
      withdraw(ledger, moved, move);
    }
    if (next.finished()) {
      ledger.alerts().closeCase(order.alert(), move.at());
    }
    if (move.action() == OrderAction.REJECT) {
      judge(ledger, order, move, new Judgement(Verdict.REJECTED, move.actor(), move.note()));
    }
    if (move.action() == OrderAction.REGISTER) {
      judge(ledger, order, move, new Judgement(Verdict.CONFIRMED, move.actor(), ""));
      dispatchByRule(ledger, moved, byRule(ledger, moved, move.at()), move.at());
    }
  }

  private void dispatchByRule(
      Ledger ledger, WorkOrder order, Optional<DispatchRules.Choice> choice, Instant now) {
    if (choice.isPresent()) {
      String actor = words(choice.get());
      Move move = new Move(OrderAction.DISPATCH, actor, "", Optional.empty(), now);
      dispatch(ledger, order, choice.get().department(), actor, move);
      return;
    }
    Optional<Proposal> proposal = chooser.proposal(ledger, order);
    if (proposal.isPresent() && proposal.get().byItself()) {
      String why = cut(noRuleText(order) + "; " + proposal.get().words());
      Move move = new Move(OrderAction.DISPATCH, Proposal.ACTOR, why, Optional.empty(), now);
      String by = Proposal.ACTOR + ", model " + proposal.get().model();
      dispatch(ledger, order, proposal.get().department(), by, move);
      return;
    }
    String note =
        noRuleText(order)
            + proposal
                .map(p -> "; proposed: " + p.department().name() + ", " + p.words())
                .orElse("");
    ledger
        .orders()
        .addHistory(order.id(), HistoryEntry.remark(now, SYSTEM, order.state(), cut(note)));
  }

  private Optional<DispatchRules.Choice> byRule(Ledger ledger, WorkOrder order, Instant now) {
    String severity = deadlines.severity(ledger, order, now).name().toLowerCase(Locale.ROOT);
    return chooser.byRule(ledger, order.subject(), severity, now);
  }

  private static String words(DispatchRules.Choice choice) {
    return "rule " + choice.rule().name();
  }

  /** As long as the column takes. */
  private static String cut(String note) {
    return note.length() > LONGEST_NOTE ? note.substring(0, LONGEST_NOTE) + "…" : note;
  }

  private void dispatch(
      Ledger ledger, WorkOrder order, Department department, String by, Move move) {
    WorkOrder dispatched = order.dispatched(department, by, move.at());
    ledger.orders().update(dispatched);
    String note = "to " + department.name() + (move.note().isEmpty() ? "" : ": " + move.note());
    ledger.orders().addHistory(order.id(), entry(order, OrderState.DISPATCHED, move, note));
    deadlines.moved(ledger, order, dispatched, move);
    if (dispatched.delivery().state() == Delivery.State.PENDING) {
      ledger.outbox().put(dispatched);
    }
  }

  private Department named(String id) {
    return chooser
        .department(id)
        .orElseThrow(
            () -> CityException.invalid("department_id", id, "the id of a configured department"));
  }

  private static void withdraw(Ledger ledger, WorkOrder order, Move move) {
    if (order.delivery().state() == Delivery.State.PENDING) {
      String why = "withdrawn before it was sent: " + move.action();
      ledger.outbox().put(order.with(order.delivery().withdrawn(why), move.at()));
    }
  }

  /** An order and its alert never contradict each other. */
  private void judge(Ledger ledger, WorkOrder order, Move move, Judgement otherwise) {
    Alert alert = ledger.alerts().get(order.alert()).judged(move.judgement().orElse(otherwise));
    ledger.alerts().update(alert);
    ledger.events().append(EventLog.Kind.ALERT_UPDATED, alert.id());
    verdicts.given(ledger, alert, move.at());
  }

  private static Outcome<WorkOrder> resend(
      Ledger ledger, WorkOrder order, String actor, Instant now) {
    if (order.delivery().state() != Delivery.State.DEAD_LETTER) {
      return new Outcome.Refused<>(
          Outcome.Refusal.NOT_A_DEAD_LETTER,
          order.id() + ": its delivery is " + order.delivery().state() + " (expected: DEAD_LETTER)",
          Map.of("delivery", order.delivery().state().name()));
    }
    WorkOrder resent = order.with(Delivery.pending(order.delivery().connector(), now), now);
    ledger.outbox().put(resent);
    ledger.orders().update(resent);
    ledger
        .orders()
        .addHistory(order.id(), HistoryEntry.remark(now, actor, order.state(), "sent again"));
    ledger.events().append(EventLog.Kind.ORDER_CHANGED, order.id());
    return new Outcome.Done<>(ledger.orders().get(order.id()));
  }

  private static HistoryEntry entry(WorkOrder order, OrderState to, Move move, String note) {
    return new HistoryEntry(
        move.at(), move.actor(), Optional.of(move.action()), Optional.of(order.state()), to, note);
  }

  private static Outcome<WorkOrder> illegal(WorkOrder order, OrderAction action) {
    String allowed = words(order.allowed());
    return new Outcome.Refused<>(
        Outcome.Refusal.ILLEGAL_TRANSITION,
        order.id()
            + ": "
            + action
            + " is not possible in "
            + order.state()
            + " (expected: "
            + (allowed.isEmpty() ? "nothing more, it is finished" : allowed)
            + ")",
        Map.of("state", order.state().name(), "action", action.name(), "allowed", allowed));
  }

  private static String words(List<OrderAction> actions) {
    return actions.stream().map(Enum::name).collect(Collectors.joining(", "));
  }

  private static Outcome<WorkOrder> noRule(WorkOrder order) {
    return new Outcome.Refused<>(
        Outcome.Refusal.NO_DISPATCH_RULE,
        order.id() + ": " + noRuleText(order) + "; name the department",
        Map.of("event_code", order.subject().eventCode(), "area", order.subject().place().area()));
  }

  private static String noRuleText(WorkOrder order) {
    String area = order.subject().place().area();
    return "no dispatch rule takes "
        + order.subject().eventCode()
        + (area.isEmpty() ? " without an area" : " in area " + area);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
