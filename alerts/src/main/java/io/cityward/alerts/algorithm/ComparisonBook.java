package io.cityward.alerts.algorithm;

import io.cityward.alerts.algorithm.Comparison.ClassComparison;
import io.cityward.alerts.audit.AuditEntry;
import io.cityward.alerts.audit.AuditJson;
import io.cityward.alerts.book.Once;
import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.registry.Command;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.Ledger;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which versions were compared on which labelled pictures, and how they did. Safe for any number of
 * threads.
 */
public final class ComparisonBook {

  private static final int MOST_PENDING = 20;
  private static final int KEPT = 200;

  private final AlertStore store;
  private final Clock clock;

  public ComparisonBook(AlertStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Asks for a comparison; somebody else works it out.
   *
   * @throws CityException NOT_FOUND if one of the versions is not there; FULL
   */
  public Outcome<Comparison> ask(VersionId first, VersionId second, String dataSet, Command by) {
    if (first.equals(second)) {
      throw CityException.invalid("second", second.version(), "another version than the first");
    }
    String subject = "algorithm " + first.algorithm();
    String request =
        "COMPARE "
            + first.version()
            + " "
            + second.version()
            + " "
            + Integer.toHexString(dataSet.hashCode());
    return store.write(
        ledger ->
            Once.run(
                ledger,
                subject,
                by.key(),
                request,
                now(),
                () -> latest(ledger, first, second),
                () -> ask(ledger, first, second, dataSet, by)));
  }

  private static Comparison latest(Ledger ledger, VersionId first, VersionId second) {
    return ledger.comparisons().page(first.algorithm(), Long.MAX_VALUE, KEPT).stream()
        .filter(c -> c.first().equals(first.version()) && c.second().equals(second.version()))
        .findFirst()
        .orElseThrow(() -> CityException.notFound("comparison", first + " with " + second));
  }

  private Outcome<Comparison> ask(
      Ledger ledger, VersionId first, VersionId second, String dataSet, Command by) {
    for (VersionId id : List.of(first, second)) {
      AlgorithmVersion version = ledger.versions().get(id);
      if (version.state() != VersionState.TRIED) {
        return new Outcome.Refused<>(
            Outcome.Refusal.ILLEGAL_TRANSITION,
            id + " is " + version.state() + " (expected: TRIED)",
            Map.of());
      }
    }
    if (ledger.comparisons().pending().size() >= MOST_PENDING) {
      throw new CityException(
          ErrorCode.FULL,
          "comparisons: " + MOST_PENDING + " wait (expected: fewer, to ask for one)");
    }
    Comparison comparison =
        new Comparison(
            ledger.comparisons().nextNumber(),
            first.algorithm(),
            first.version(),
            second.version(),
            dataSet,
            Comparison.State.PENDING,
            "",
            now(),
            by.actor(),
            Optional.empty(),
            List.of());
    ledger.comparisons().insert(comparison);
    ledger.comparisons().keepNewest(first.algorithm(), KEPT);
    ledger
        .audit()
        .append(
            new AuditEntry(
                now(),
                by.actor(),
                "algorithm.compare",
                "algorithm/" + first.algorithm(),
                "",
                "",
                AuditJson.of(
                    "first", first.version(), "second", second.version(), "dataSet", dataSet)));
    return new Outcome.Done<>(comparison);
  }

  /** Those that wait, or were interrupted; the oldest first. */
  public List<Comparison> pending() {
    return store.read(ledger -> ledger.comparisons().pending());
  }

  public void done(Comparison comparison, List<ClassComparison> classes) {
    update(comparison.done(classes, now()));
  }

  public void failed(Comparison comparison, String reason) {
    update(comparison.failed(reason, now()));
  }

  private void update(Comparison comparison) {
    store.write(
        ledger -> {
          ledger.comparisons().update(comparison);
          return true;
        });
  }

  /**
   * Newest first.
   *
   * @param below only those with a smaller number
   */
  public List<Comparison> page(String algorithm, long below, int size) {
    return store.read(ledger -> ledger.comparisons().page(algorithm, below, size));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
