package io.cityward.alerts.book;

import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.workorder.HistoryEntry;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.alerts.workorder.WorkOrder;
import io.cityward.core.CityException;
import io.cityward.core.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves orders by what the departments' systems report: repeated, late and unordered reports are
 * welcome, and change nothing that a later one has changed.
 */
public final class StatusDesk {

  /** By how much another system's clock may be behind ours. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  private static final int LONGEST_KEY = 100;

  /**
   * What a report has done.
   *
   * @param reason why it moved nothing
   */
  public record Answer(WorkOrder order, boolean moved, String reason) {}

  private final AlertStore store;
  private final WorkOrderDesk desk;
  private final Clock clock;
  private final Runnable afterCommit;

  public StatusDesk(AlertStore store, WorkOrderDesk desk, Clock clock, Runnable afterCommit) {
    this.store = store;
    this.desk = desk;
    this.clock = clock;
    this.afterCommit = afterCommit;
  }

  /**
   * Takes a report.
   *
   * @return refused as NOT_ALLOWED where the order is not with that connector, as
   *     ILLEGAL_TRANSITION where its state does not allow it
   * @throws CityException NOT_FOUND
   */
  public Outcome<Answer> report(StatusReport report) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Outcome<Answer> outcome =
        store.write(
            ledger -> {
              WorkOrder order = ledger.orders().get(id(ledger, report));
              return Once.run(
                  ledger,
                  order.id().toString(),
                  key(report),
                  "STATUS_" + report.status(),
                  now,
                  () -> new Answer(order, false, "this event was taken before"),
                  () -> take(ledger, order, report, now));
            });
    afterCommit.run();
    return outcome;
  }

  private Outcome<Answer> take(Ledger ledger, WorkOrder order, StatusReport report, Instant now) {
    if (!order.delivery().connector().equals(report.connector())) {
      return new Outcome.Refused<>(
          Outcome.Refusal.NOT_ALLOWED,
          order.id() + ": not with " + report.connector() + " (expected: the connector it went to)",
          Map.of("connector", report.connector()));
    }
    Optional<String> late = late(order, report).or(() -> known(order.state(), report.status()));
    if (late.isPresent()) {
      return new Outcome.Done<>(new Answer(order, false, late.get()));
    }
    WorkOrder moved = order;
    for (OrderAction action : way(order.state(), report.status())) {
      Move move =
          new Move(
              action,
              "connector " + report.connector(),
              report.note().isBlank() ? "reported by its system" : report.note(),
              Optional.empty(),
              now);
      Outcome<WorkOrder> step = desk.move(ledger, moved, move);
      // Only the first step of a way can be refused: each leads to where the next begins.
      if (step instanceof Outcome.Refused<WorkOrder> refused) {
        return refused.of();
      }
      moved = ((Outcome.Done<WorkOrder>) step).value();
    }
    return new Outcome.Done<>(new Answer(moved, true, ""));
  }

  /** The actions that bring an order to what is reported; the first may be illegal. */
  private static List<OrderAction> way(OrderState state, ReportedStatus status) {
    return switch (status) {
      case ACCEPTED -> List.of(OrderAction.ACCEPT);
      case RETURNED -> List.of(OrderAction.RETURN);
      case HANDLED ->
          switch (state) {
            // It was accepted too, but that word has not come yet.
            case DISPATCHED, REWORK -> List.of(OrderAction.ACCEPT, OrderAction.HANDLE);
            case SUSPENDED -> List.of(OrderAction.RESUME, OrderAction.HANDLE);
            default -> List.of(OrderAction.HANDLE);
          };
    };
  }

  /** Why a report is about a round that is over. */
  private static Optional<String> late(WorkOrder order, StatusReport report) {
    if (report.dispatch().isPresent() && report.dispatch().getAsInt() != order.dispatches()) {
      return Optional.of(
          "it is about dispatch "
              + report.dispatch().getAsInt()
              + ", the order is at "
              + order.dispatches());
    }
    Optional<Instant> begun =
        order.history().stream()
            .filter(entry -> entry.action().filter(StatusDesk::beginsRound).isPresent())
            .reduce((first, second) -> second)
            .map(HistoryEntry::at);
    return report
        .at()
        .filter(at -> begun.isPresent() && at.plus(SKEW).isBefore(begun.get()))
        .map(at -> "it happened at " + at + ", before this round began at " + begun.get());
  }

  private static boolean beginsRound(OrderAction action) {
    return action == OrderAction.DISPATCH || action == OrderAction.SEND_BACK;
  }

  /** Why a report says nothing new. */
  private static Optional<String> known(OrderState state, ReportedStatus status) {
    boolean known =
        switch (status) {
          case ACCEPTED ->
              switch (state) {
                case ACCEPTED, HANDLED, VERIFYING, CLOSED, SUSPENDED -> true;
                default -> false;
              };
          case HANDLED ->
              state == OrderState.HANDLED
                  || state == OrderState.VERIFYING
                  || state == OrderState.CLOSED;
          case RETURNED -> state == OrderState.RETURNED;
        };
    return known ? Optional.of("the order is " + state + " already") : Optional.empty();
  }

  private static OrderId id(Ledger ledger, StatusReport report) {
    return report
        .order()
        .or(() -> ledger.connectors().deliveries().known(report.connector(), report.externalId()))
        .orElseThrow(() -> CityException.notFound("work order", report.externalId()));
  }

  private static String key(StatusReport report) {
    String key = "status/" + report.connector() + "/" + report.eventId();
    return key.length() <= LONGEST_KEY ? key : Sha256.of(key);
  }
}
