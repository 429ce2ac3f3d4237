package io.cityward.alerts.dispatch.open311;

import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.Ledger;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The reports of other systems, stored. */
public final class ReportBook implements ReportIntake {

  private final AlertStore store;
  private final ReportCases cases;
  private final Clock clock;
  private final Runnable afterCommit;

  public ReportBook(AlertStore store, ReportCases cases, Clock clock, Runnable afterCommit) {
    this.store = store;
    this.cases = cases;
    this.clock = clock;
    this.afterCommit = afterCommit;
  }

  @Override
  public OutsideReport take(Incoming incoming) {
    OutsideReport taken =
        store.write(
            ledger -> {
              var table = ledger.connectors().reports();
              Optional<OutsideReport> known = table.find(incoming.source(), incoming.key());
              if (known.isPresent()) {
                return known.get();
              }
              OutsideReport fresh = fresh(table.nextId(), incoming);
              table.insert(fresh);
              Optional<OrderId> order = cases.open(ledger, fresh);
              if (order.isEmpty()) {
                return fresh;
              }
              OutsideReport linked = fresh.linked(order.get(), fresh.receivedAt());
              table.update(linked);
              return linked;
            });
    afterCommit.run();
    return taken;
  }

  /** Newest first; states: empty for any; before: only smaller numbers. */
  public List<OutsideReport> page(Set<OutsideReport.State> states, long before, int limit) {
    return store.read(ledger -> ledger.connectors().reports().page(states, before, limit));
  }

  /**
   * Says which case an open report is.
   *
   * @throws CityException NOT_FOUND for either, ILLEGAL_STATE if it is settled otherwise
   */
  public OutsideReport link(OutsideReportId id, OrderId order) {
    return settle(id, (ledger, report, now) -> report.linked(ledger.orders().get(order).id(), now));
  }

  /**
   * Says that an open report is no case.
   *
   * @throws CityException NOT_FOUND, ILLEGAL_STATE if it is settled otherwise
   */
  public OutsideReport dismiss(OutsideReportId id, String why) {
    return settle(id, (ledger, report, now) -> report.dismissed(why, now));
  }

  private interface Settling {
    OutsideReport of(Ledger ledger, OutsideReport report, Instant now);
  }

  private OutsideReport settle(OutsideReportId id, Settling settling) {
    Instant now = now();
    return store.write(
        ledger -> {
          var table = ledger.connectors().reports();
          OutsideReport before = table.get(id);
          OutsideReport after = settling.of(ledger, before, now);
          boolean same =
              before.state() == after.state()
                  && before.order().equals(after.order())
                  && before.note().equals(after.note());
          if (same) {
            return before;
          }
          if (before.state() != OutsideReport.State.OPEN) {
            throw new CityException(
                ErrorCode.ILLEGAL_STATE, id + ": " + before.state() + " (expected: OPEN)");
          }
          table.update(after);
          return after;
        });
  }

  private OutsideReport fresh(OutsideReportId id, Incoming incoming) {
    Instant now = now();
    return new OutsideReport(
        id,
        incoming.source(),
        incoming.key(),
        OutsideReport.State.OPEN,
        incoming.eventCode(),
        incoming.eventName(),
        incoming.description(),
        incoming.place(),
        incoming.mediaUrl(),
        incoming.contact(),
        now,
        now,
        Optional.empty(),
        "");
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
