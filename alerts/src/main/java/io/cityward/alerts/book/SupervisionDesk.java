package io.cityward.alerts.book;

import io.cityward.alerts.notice.Notice;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.EventLog;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.store.SupervisionTable;
import io.cityward.alerts.supervision.Deadline;
import io.cityward.alerts.supervision.ExtensionRequest;
import io.cityward.alerts.supervision.Happening;
import io.cityward.alerts.supervision.OrderStep;
import io.cityward.alerts.supervision.Remark;
import io.cityward.alerts.supervision.Severity;
import io.cityward.alerts.supervision.Supervision;
import io.cityward.alerts.supervision.SupervisionRules;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.WorkOrder;
import io.cityward.core.CityException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** What people do about an order beside moving it. Each word of theirs is a line of its history. */
public final class SupervisionDesk {

  private final AlertStore store;
  private final WorkOrderDesk orders;
  private final OrderDeadlines deadlines;
  private final SupervisionRules rules;
  private final Clock clock;
  private final Runnable afterCommit;

  public SupervisionDesk(
      AlertStore store,
      WorkOrderDesk orders,
      OrderDeadlines deadlines,
      Clock clock,
      Runnable afterCommit) {
    this.store = store;
    this.orders = orders;
    this.deadlines = deadlines;
    this.rules = deadlines.rules();
    this.clock = clock;
    this.afterCommit = afterCommit;
  }

  /**
   * Says something about an order, also about one that is finished.
   *
   * @throws CityException NOT_FOUND, here and below
   */
  public Outcome<WorkOrder> comment(OrderRequest request) {
    Instant now = now();
    return run(
        request,
        "COMMENT",
        now,
        (ledger, order) -> {
          deadlines.of(ledger, order, now);
          say(ledger, order, request, Remark.Kind.COMMENT, Optional.empty(), now);
          ledger.followUp().supervision().count(order.id(), SupervisionTable.Count.COMMENTS);
          return line(ledger, order, request, now, "comment: " + request.note());
        });
  }

  /**
   * A supervisor urges 督办.
   *
   * @param until what is wanted, in the future; empty for as soon as possible
   */
  public Outcome<WorkOrder> urge(OrderRequest request, Optional<Instant> until) {
    Instant now = now();
    future("until", until, now);
    return run(
        request,
        "URGE",
        now,
        (ledger, order) -> {
          if (order.state().finished()) {
            return finished(order, "urged");
          }
          Supervision urged = deadlines.of(ledger, order, now).urged(until);
          deadlines.put(ledger, order, urged);
          say(ledger, order, request, Remark.Kind.URGE, until, now);
          String words = "urged" + untilWords(until) + ": " + request.note();
          tell(ledger, order, Notice.Kind.URGED, urged, request.key(), words, now);
          return line(ledger, order, request, now, words);
        });
  }

  /** Gives an order another severity, and with it other limits and steps of escalation. */
  public Outcome<WorkOrder> changeSeverity(OrderRequest request, Severity severity) {
    Instant now = now();
    return run(
        request,
        "SEVERITY " + severity,
        now,
        (ledger, order) -> {
          if (order.state().finished()) {
            return finished(order, "given another severity");
          }
          Supervision before = deadlines.of(ledger, order, now);
          if (before.severity() == severity) {
            throw CityException.invalid("severity", severity, "another one than it has");
          }
          Supervision after = rules.changed(before, order.subject(), severity);
          deadlines.put(ledger, order, after);
          ledger.orders().update(order.touched(now));
          return line(
              ledger,
              order,
              request,
              now,
              "severity "
                  + before.severity()
                  + " -> "
                  + severity
                  + dueWords(after)
                  + ": "
                  + request.note());
        });
  }

  /** The handler asks for more time 申请延期. */
  public Outcome<WorkOrder> askExtension(OrderRequest request, Instant wanted) {
    Instant now = now();
    Instant until = wanted.truncatedTo(ChronoUnit.MICROS);
    return run(
        request,
        "EXTEND " + until,
        now,
        (ledger, order) -> {
          Supervision before = deadlines.of(ledger, order, now);
          Optional<Deadline> handle = before.deadline().filter(d -> d.step() == OrderStep.HANDLE);
          if (handle.isEmpty() || before.suspension().isPresent()) {
            return refused(
                order,
                Outcome.Refusal.ILLEGAL_TRANSITION,
                "has no time to handle that runs in " + order.state(),
                "ACCEPTED, with a deadline");
          }
          if (before.asked().isPresent()) {
            return refused(
                order,
                Outcome.Refusal.EXTENSION_PENDING,
                "was asked for more time at " + rules.words(before.asked().get().at()),
                "a decision first");
          }
          if (before.extensions() >= rules.settings().extensions()) {
            return refused(
                order,
                Outcome.Refusal.NO_MORE_EXTENSIONS,
                "was extended " + before.extensions() + " times",
                "at most " + rules.settings().extensions());
          }
          Instant latest = rules.latestExtension(before).orElseThrow();
          boolean later = until.isAfter(handle.get().due()) && until.isAfter(now);
          if (!later || until.isAfter(latest)) {
            throw CityException.invalid(
                "until",
                until,
                "after now and the deadline, " + handle.get().due() + ", and not after " + latest);
          }
          Supervision asking =
              before.asking(
                  Optional.of(new ExtensionRequest(until, request.note(), request.actor(), now)));
          deadlines.put(ledger, order, asking);
          ledger.orders().update(order.touched(now));
          say(ledger, order, request, Remark.Kind.EXTENSION_ASKED, Optional.of(until), now);
          String words = "asks for time until " + rules.words(until) + ": " + request.note();
          tell(ledger, order, Notice.Kind.EXTENSION_ASKED, asking, request.key(), words, now);
          return line(ledger, order, request, now, words);
        });
  }

  /** A supervisor grants or refuses what was asked for. */
  public Outcome<WorkOrder> decideExtension(OrderRequest request, boolean granted) {
    Instant now = now();
    return run(
        request,
        granted ? "GRANT" : "REFUSE",
        now,
        (ledger, order) -> {
          Supervision before = deadlines.of(ledger, order, now);
          if (before.asked().isEmpty()) {
            return refused(
                order,
                Outcome.Refusal.NO_EXTENSION_ASKED,
                "was not asked for more time",
                "a request that waits");
          }
          Instant until = before.asked().get().until();
          if (granted && !until.isAfter(now)) {
            return refused(
                order,
                Outcome.Refusal.NO_EXTENSION_ASKED,
                "was asked for time that has passed, until " + rules.words(until),
                "to be refused, and asked for anew");
          }
          Supervision after =
              granted
                  ? rules.extended(before, order.subject(), until)
                  : before.asking(Optional.empty());
          deadlines.put(ledger, order, after);
          ledger.orders().update(order.touched(now));
          say(
              ledger,
              order,
              request,
              granted ? Remark.Kind.EXTENSION_GRANTED : Remark.Kind.EXTENSION_REFUSED,
              Optional.of(until),
              now);
          String words =
              (granted ? "more time granted" : "more time refused")
                  + untilWords(Optional.of(until))
                  + (request.note().isEmpty() ? "" : ": " + request.note());
          tell(
              ledger,
              order,
              granted ? Notice.Kind.EXTENSION_GRANTED : Notice.Kind.EXTENSION_REFUSED,
              after,
              request.key(),
              words,
              now);
          return line(ledger, order, request, now, words);
        });
  }

  /** Sends an order to another department 转派, without a return. */
  public Outcome<WorkOrder> redispatch(OrderRequest request, String department) {
    Instant now = now();
    return run(
        request,
        "REDISPATCH " + department,
        now,
        (ledger, order) ->
            orders.redispatch(
                ledger,
                order,
                new Move(
                    OrderAction.DISPATCH,
                    request.actor(),
                    request.note(),
                    Optional.of(department),
                    now)));
  }

  private Outcome<WorkOrder> run(
      OrderRequest request,
      String what,
      Instant now,
      BiFunction<Ledger, WorkOrder, Outcome<WorkOrder>> work) {
    Outcome<WorkOrder> outcome =
        store.write(
            ledger -> {
              WorkOrder order = ledger.orders().get(request.order());
              return Once.run(
                  ledger,
                  order.id().toString(),
                  request.key(),
                  what,
                  now,
                  () -> order,
                  () ->
                      WorkOrderDesk.stale(order, request.expectedVersion())
                          .orElseGet(() -> work.apply(ledger, order)));
            });
    afterCommit.run();
    return outcome;
  }

  private static void say(
      Ledger ledger,
      WorkOrder order,
      OrderRequest request,
      Remark.Kind kind,
      Optional<Instant> until,
      Instant now) {
    ledger.followUp().remarks().add(order.id(), now, request.actor(), kind, request.note(), until);
  }

  private static Outcome<WorkOrder> line(
      Ledger ledger, WorkOrder order, OrderRequest request, Instant now, String words) {
    OrderDeadlines.remark(ledger, order, request.actor(), now, words);
    ledger.events().append(EventLog.Kind.ORDER_CHANGED, order.id());
    return new Outcome.Done<>(ledger.orders().get(order.id()));
  }

  private void tell(
      Ledger ledger,
      WorkOrder order,
      Notice.Kind kind,
      Supervision supervision,
      String key,
      String words,
      Instant now) {
    // The caller's key may be as long as the notice's; its own number is unique for the order.
    String mark = kind + "/" + Integer.toHexString(key.hashCode()) + "/" + order.history().size();
    deadlines.tell(
        ledger,
        order.with(supervision),
        new Happening(Optional.of(kind), supervision.level(), mark, words),
        now);
  }

  private Outcome<WorkOrder> finished(WorkOrder order, String what) {
    return refused(
        order,
        Outcome.Refusal.ORDER_FINISHED,
        "is " + order.state() + " and cannot be " + what,
        "an order that is not finished");
  }

  private static Outcome<WorkOrder> refused(
      WorkOrder order, Outcome.Refusal why, String words, String expected) {
    return new Outcome.Refused<>(
        why,
        order.id() + ": " + words + " (expected: " + expected + ")",
        Map.of("state", order.state().name()));
  }

  private static void future(String name, Optional<Instant> time, Instant now) {
    if (time.isPresent() && !time.get().isAfter(now)) {
      throw CityException.invalid(name, time.get(), "after now, " + now);
    }
  }

  private String untilWords(Optional<Instant> until) {
    return until.map(time -> " until " + rules.words(time)).orElse("");
  }

  private String dueWords(Supervision supervision) {
    return supervision
        .deadline()
        .map(d -> " (" + d.step() + " until " + rules.words(d.due()) + ")")
        .orElse("");
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
