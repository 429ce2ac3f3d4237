package io.cityward.alerts.book;

import io.cityward.alerts.notice.Level;
import io.cityward.alerts.notice.Notice;
import io.cityward.alerts.store.EventLog;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.supervision.Deadline;
import io.cityward.alerts.supervision.Happening;
import io.cityward.alerts.supervision.Look;
import io.cityward.alerts.supervision.Severity;
import io.cityward.alerts.supervision.Supervision;
import io.cityward.alerts.supervision.SupervisionRules;
import io.cityward.alerts.supervision.SupervisionSettings;
import io.cityward.alerts.workorder.HistoryEntry;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.alerts.workorder.WorkOrder;
import io.cityward.core.CityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Writes down what the rules of supervision say, in the transaction that gives reason for it. */
public final class OrderDeadlines {

  private static final String SYSTEM = "cityward";

  private final SupervisionRules rules;

  public OrderDeadlines(SupervisionRules rules) {
    this.rules = rules;
  }

  public static OrderDeadlines usual() {
    return new OrderDeadlines(new SupervisionRules(SupervisionSettings.usual(ZoneOffset.UTC)));
  }

  SupervisionRules rules() {
    return rules;
  }

  void opened(Ledger ledger, WorkOrder order, Instant now) {
    put(ledger, order, rules.opened(order.subject(), order.state(), now));
  }

  /** How urgent an order is, or will be once it is opened. */
  Severity severity(Ledger ledger, WorkOrder order, Instant now) {
    return ledger
        .followUp()
        .supervision()
        .find(order.id())
        .orElseGet(() -> rules.opened(order.subject(), order.state(), now))
        .severity();
  }

  /** The supervision of an order; it begins now where an older book has left none. */
  Supervision of(Ledger ledger, WorkOrder order, Instant now) {
    return ledger
        .followUp()
        .supervision()
        .find(order.id())
        .orElseGet(
            () -> {
              opened(ledger, order, now);
              return rules.opened(order.subject(), order.state(), now);
            });
  }

  void moved(Ledger ledger, WorkOrder before, WorkOrder after, Move move) {
    Supervision current = of(ledger, before, move.at());
    if (current.asked().isPresent()) {
      remark(ledger, after, SYSTEM, move.at(), "the request for more time lapses");
    }
    put(
        ledger,
        after,
        after.state() == OrderState.SUSPENDED
            ? rules.suspended(current, move.at(), until(move))
            : rules.moved(current, before.subject(), before.state(), after.state(), move.at()));
  }

  /** What a move says in the history. */
  String noteOf(Move move) {
    return move.action() == OrderAction.SUSPEND
        ? move.note() + " (until " + rules.words(until(move)) + ")"
        : move.note();
  }

  /** Looks at an order as time has gone by; false if nothing has become of it. */
  boolean look(Ledger ledger, WorkOrder order, Instant now, WorkOrderDesk desk) {
    Supervision before = of(ledger, order, now);
    Look look = rules.look(before, order.subject(), now);
    if (look.resumes()) {
      Move resume =
          new Move(OrderAction.RESUME, SYSTEM, "the suspension has ended", Optional.empty(), now);
      if (desk.move(ledger, order, resume) instanceof Outcome.Done<WorkOrder> done) {
        tell(
            ledger,
            done.value(),
            new Happening(
                Optional.of(Notice.Kind.RESUMED),
                before.level(),
                "RESUMED/" + before.suspension().orElseThrow().until(),
                "the suspension has ended"),
            now);
        return true;
      }
    }
    for (Happening happening : look.happenings()) {
      remark(ledger, order, SYSTEM, now, happening.words());
      tell(ledger, order, happening, now);
    }
    put(ledger, order, look.after());
    boolean changed = !look.happenings().isEmpty();
    if (changed) {
      ledger.events().append(EventLog.Kind.ORDER_CHANGED, order.id());
    }
    return changed;
  }

  void put(Ledger ledger, WorkOrder order, Supervision supervision) {
    ledger
        .followUp()
        .supervision()
        .put(order.id(), supervision, rules.nextLook(supervision, order.subject()));
  }

  static void remark(Ledger ledger, WorkOrder order, String actor, Instant now, String words) {
    ledger
        .orders()
        .addHistory(order.id(), HistoryEntry.remark(now, actor, order.state(), clip(words)));
  }

  /** Has people told; the same mark of the same order is told once. */
  void tell(Ledger ledger, WorkOrder order, Happening happening, Instant now) {
    happening
        .notice()
        .ifPresent(
            kind ->
                ledger
                    .followUp()
                    .notices()
                    .add(notice(order, kind, happening.level(), happening, now)));
  }

  private static Notice notice(
      WorkOrder order, Notice.Kind kind, Level level, Happening happening, Instant now) {
    String where = order.subject().place().name();
    return new Notice(
        order.id() + "/" + happening.mark(),
        kind,
        level,
        order.departmentId(),
        order.departmentName(),
        order.id(),
        order.subject().eventCode(),
        order.subject().eventName(),
        order.subject().place(),
        order.supervision().deadline().map(Deadline::due),
        clip(
            order.id()
                + " "
                + order.subject().eventName()
                + (where.isEmpty() ? "" : ", " + where)
                + ": "
                + happening.words()),
        now);
  }

  private static String clip(String words) {
    return words.length() <= 1000 ? words : words.substring(0, 999) + "…";
  }

  private Instant until(Move move) {
    Instant latest = move.at().plus(rules.settings().longestSuspension());
    Instant until = move.until().orElse(latest);
    if (!until.isAfter(move.at()) || until.isAfter(latest)) {
      throw CityException.invalid(
          "until", until, "after now, " + move.at() + ", and not after " + latest);
    }
    return until;
  }
}
