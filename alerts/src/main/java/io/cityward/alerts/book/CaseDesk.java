package io.cityward.alerts.book;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.dedup.KnownFinding;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.Ledger;
import io.cityward.core.CityException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Merges and splits cases on an operator's word, where de-duplication saw it wrong. Nothing is lost
 * by either: findings, sightings and evidence change hands, and what a finding reports later goes
 * to the case that has it by then.
 */
public final class CaseDesk {

  private final AlertStore store;
  private final Merging merging;
  private final Splitting splitting;
  private final Clock clock;
  private final AlertMetrics metrics;
  private final Runnable afterCommit;

  /**
   * A desk on the store of a book.
   *
   * @param afterCommit runs after each transaction that may have changed the book
   */
  public CaseDesk(
      AlertStore store,
      WorkOrderDesk desk,
      Clock clock,
      AlertMetrics metrics,
      Runnable afterCommit) {
    this.store = store;
    this.merging = new Merging(desk);
    this.splitting = new Splitting(desk);
    this.clock = clock;
    this.metrics = metrics;
    this.afterCommit = afterCommit;
  }

  /**
   * Ends one case as the duplicate of another, which takes over what it has.
   *
   * @throws CityException NOT_FOUND, or INVALID for a case and itself
   */
  public Outcome<Regrouped> merge(MergeCommand command) {
    if (command.into().equals(command.from())) {
      throw CityException.invalid("duplicate_of", command.into(), "another alert");
    }
    Instant now = now();
    boolean[] done = {false};
    Outcome<Regrouped> outcome =
        store.write(
            ledger ->
                Once.run(
                    ledger,
                    ledger.alerts().get(command.from()).id().toString(),
                    command.key(),
                    "MERGE " + command.into(),
                    now,
                    () -> regrouped(ledger, command.into(), command.from()),
                    () -> {
                      done[0] = true;
                      return merging.merge(ledger, command, now);
                    }));
    tell(outcome, done[0], AlertMetrics.Regrouping.MERGED);
    return outcome;
  }

  /**
   * Makes a part of a case a case of its own.
   *
   * @throws CityException NOT_FOUND
   */
  public Outcome<Regrouped> split(SplitCommand command) {
    Instant now = now();
    boolean[] done = {false};
    Outcome<Regrouped> outcome =
        store.write(
            ledger ->
                Once.run(
                    ledger,
                    ledger.alerts().get(command.alert()).id().toString(),
                    command.key(),
                    "SPLIT " + Integer.toHexString(part(command).hashCode()),
                    now,
                    () -> before(ledger, command),
                    () -> {
                      done[0] = true;
                      return splitting.split(ledger, command, now);
                    }));
    tell(outcome, done[0], AlertMetrics.Regrouping.SPLIT);
    return outcome;
  }

  private void tell(Outcome<Regrouped> outcome, boolean done, AlertMetrics.Regrouping what) {
    if (done && outcome instanceof Outcome.Done) {
      metrics.regrouped(what);
    }
    afterCommit.run();
  }

  /** What a split was of, as text that is the same each time. */
  private static String part(SplitCommand command) {
    return command.findings().stream().map(FindingId::value).sorted().toList()
        + " "
        + command.mergedFrom().map(AlertId::toString).orElse("");
  }

  private static Regrouped regrouped(Ledger ledger, AlertId kept, AlertId other) {
    return new Regrouped(ledger.alerts().get(kept), ledger.alerts().get(other));
  }

  /** What a split made that was carried out before: the newest case that came off the alert. */
  private static Regrouped before(Ledger ledger, SplitCommand command) {
    Alert alert = ledger.alerts().get(command.alert());
    List<AlertId> off = ledger.cases().splitFrom(command.alert());
    Optional<AlertId> owner =
        command.findings().stream()
            .findFirst()
            .flatMap(ledger.findings()::find)
            .map(KnownFinding::alert)
            .filter(off::contains);
    AlertId made = owner.orElseGet(() -> off.get(0));
    return new Regrouped(alert, ledger.alerts().get(made));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
