package io.cityward.alerts.book;

import io.cityward.alerts.store.Ledger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Carries a command out once per key. */
public final class Once {

  private Once() {}

  /**
   * Runs the work unless the key has been used for the same request on this subject; then the
   * subject is answered as it is.
   *
   * @param request what is asked, so that a key used for something else is noticed
   */
  public static <T> Outcome<T> run(
      Ledger ledger,
      String subject,
      String key,
      String request,
      Instant now,
      Supplier<T> current,
      Supplier<Outcome<T>> work) {
    Optional<String> before = ledger.commands().find(subject, key);
    if (before.isPresent()) {
      return before.get().equals(request)
          ? new Outcome.Done<>(current.get())
          : new Outcome.Refused<>(
              Outcome.Refusal.IDEMPOTENCY_KEY_REUSED,
              subject + ": this idempotency key was used for " + before.get() + " before",
              Map.of("used_for", before.get()));
    }
    Outcome<T> outcome = work.get();
    if (outcome instanceof Outcome.Done) {
      ledger.commands().add(subject, key, request, now);
    }
    return outcome;
  }
}
