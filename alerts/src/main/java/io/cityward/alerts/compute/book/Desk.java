package io.cityward.alerts.compute.book;

import io.cityward.alerts.audit.AuditEntry;
import io.cityward.alerts.book.Once;
import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.registry.Command;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.Ledger;
import io.cityward.core.Sha256;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How every change is made: once per key, in one transaction with its entry of the audit trail, and
 * told when it is stored.
 */
final class Desk {

  private final AlertStore store;
  private final Clock clock;
  private final Runnable changed;

  Desk(AlertStore store, Clock clock, Runnable changed) {
    this.store = store;
    this.clock = clock;
    this.changed = changed;
  }

  /**
   * Carries a command out.
   *
   * @param subject what its key is unique for
   * @param current the answer when it was carried out before
   */
  <T> Outcome<T> change(
      String subject,
      String request,
      Command command,
      Function<Ledger, T> current,
      Function<Ledger, Outcome<T>> work) {
    Outcome<T> outcome =
        store.write(
            ledger ->
                Once.run(
                    ledger,
                    subject,
                    command.key(),
                    request,
                    now(),
                    () -> current.apply(ledger),
                    () -> work.apply(ledger)));
    if (outcome instanceof Outcome.Done) {
      changed.run();
    }
    return outcome;
  }

  <T> T read(Function<Ledger, T> work) {
    return store.read(work);
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** An entry of the audit trail, written by this transaction. */
  void note(
      Ledger ledger,
      Command command,
      String action,
      String subject,
      String reason,
      String before,
      String after) {
    ledger
        .audit()
        .append(new AuditEntry(now(), command.actor(), action, subject, reason, before, after));
  }

  static String hash(String text) {
    return Sha256.of(text);
  }

  /** The refusal of somebody who may not, or empty. */
  static <T> Optional<Outcome<T>> notAllowed(Optional<String> why) {
    return why.map(words -> new Outcome.Refused<>(Outcome.Refusal.NOT_ALLOWED, words, Map.of()));
  }
}
