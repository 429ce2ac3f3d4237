package io.cityward.alerts.learned;

import io.cityward.alerts.alert.Subject;
import io.cityward.alerts.area.ByRevision;
import io.cityward.alerts.audit.AuditEntry;
import io.cityward.alerts.audit.AuditJson;
import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.DispatchModelTable.Row;
import io.cityward.alerts.store.DispatchSettingTable.Name;
import io.cityward.alerts.store.DispatchSettingTable.Setting;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.workorder.Department;
import io.cityward.alerts.workorder.DispatchRules;
import io.cityward.core.CityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The versions of what was learned, and from which confidence on the newest one dispatches by
 * itself. Safe for any number of threads.
 */
public final class LearnedBook {

  private static final int MOST_DECISIONS = 20_000;

  private final ZoneId zone;
  private final ByRevision<Optional<Model>> newest = new ByRevision<>();

  /**
   * @param zone whose hours count
   */
  public LearnedBook(ZoneId zone) {
    this.zone = zone;
  }

  /** A version and how it did. */
  public record Version(long model, Instant trainedAt, String trainedBy, Report report) {}

  /**
   * From which confidence on it dispatches by itself.
   *
   * @param value 0 for never
   */
  public record Threshold(double value, long revision, Instant changedAt, String changedBy) {}

  /**
   * What the newest version says of an order, as it is in this transaction.
   *
   * @param without a department that has returned it; empty for none
   */
  public Optional<Proposal> propose(
      Ledger ledger, DispatchRules rules, Subject subject, Instant at, String without) {
    long number = ledger.dispatch().models().newest();
    if (number == 0) {
      return Optional.empty();
    }
    Optional<Model> model =
        newest.get(
            number,
            () -> ledger.dispatch().models().find(number).map(Row::weights).map(Weights::read));
    if (model.isEmpty()) {
      return Optional.empty();
    }
    Model.Guess guess = model.get().guess(Features.of(subject, at, zone), without);
    double threshold = threshold(ledger).value();
    // One that was configured then may be gone.
    Optional<Department> department = rules.department(guess.department());
    return department.map(
        d ->
            new Proposal(
                d,
                guess.confidence(),
                number,
                guess.reasons(),
                threshold > 0 && guess.confidence() >= threshold && without.isEmpty()));
  }

  /** Learns anew from the newest decisions; takes seconds, outside of any transaction. */
  public Outcome<Version> train(AlertStore store, String actor, Clock clock) {
    List<Decision> decisions =
        store.read(ledger -> ledger.dispatch().past().newest(MOST_DECISIONS)).stream()
            .flatMap(row -> Decision.of(row, zone).stream())
            .toList();
    String refusal = Trainer.refusal(decisions);
    if (!refusal.isEmpty()) {
      return new Outcome.Refused<>(
          Outcome.Refusal.TOO_LITTLE_KNOWN, "training: " + refusal, Map.of());
    }
    Trainer.Trained trained = Trainer.train(decisions);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return store.write(
        ledger -> {
          long number = ledger.dispatch().models().nextNumber();
          ledger
              .dispatch()
              .models()
              .add(
                  new Row(
                      number,
                      now,
                      actor,
                      ReportJson.write(trained.report()),
                      Weights.write(trained.model())));
          audit(ledger, now, actor, "dispatcher.train", "", "model " + number);
          return new Outcome.Done<>(new Version(number, now, actor, trained.report()));
        });
  }

  /** Newest first. */
  public List<Version> versions(Ledger ledger) {
    return ledger.dispatch().models().all().stream().map(LearnedBook::version).toList();
  }

  public Threshold threshold(Ledger ledger) {
    Setting setting = ledger.dispatch().settings().get(Name.LEARNED);
    double value = setting.content().isEmpty() ? 0 : Double.parseDouble(setting.content());
    return new Threshold(value, setting.revision(), setting.changedAt(), setting.changedBy());
  }

  /**
   * Sets the threshold.
   *
   * @param value 0.5..1, or 0 for never
   * @param revision of the threshold that the caller has seen
   * @throws CityException INVALID
   */
  public Outcome<Threshold> setThreshold(
      AlertStore store, double value, long revision, String actor, Clock clock) {
    if (value != 0 && !(value >= 0.5 && value <= 1)) {
      throw CityException.invalid("threshold", value, "0.5 to 1, or 0 for never");
    }
    return store.write(
        ledger -> {
          Threshold before = threshold(ledger);
          if (before.revision() != revision) {
            return new Outcome.Refused<>(
                Outcome.Refusal.STALE_VERSION,
                "threshold: revision " + revision + " (expected: " + before.revision() + ")",
                Map.of("revision", Long.toString(before.revision())));
          }
          Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
          ledger.dispatch().settings().put(Name.LEARNED, Double.toString(value), now, actor);
          audit(
              ledger,
              now,
              actor,
              "dispatcher.threshold",
              Double.toString(before.value()),
              Double.toString(value));
          return new Outcome.Done<>(threshold(ledger));
        });
  }

  private static void audit(
      Ledger ledger, Instant at, String actor, String action, String before, String after) {
    ledger
        .audit()
        .append(
            new AuditEntry(
                at,
                actor,
                action,
                "dispatcher/learned",
                "",
                before.isEmpty() ? "" : AuditJson.of("value", before),
                AuditJson.of("value", after)));
  }

  private static Version version(Row row) {
    return new Version(
        row.number(), row.trainedAt(), row.trainedBy(), ReportJson.read(row.report()));
  }
}
