package io.cityward.alerts.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Spares a system that fails all the time, and those who wait for it: after so many failures in a
 * row nothing is sent for a while, then one message shows whether it works again. No clock of its
 * own. Safe for any number of threads.
 */
final class Breaker {

  /** Where it stands. */
  enum State {
    CLOSED,
    OPEN,
    HALF_OPEN
  }

  /**
   * What an operator is told.
   *
   * @param until when a message is tried next, while it is open
   */
  record View(
      State state, Instant since, Optional<Instant> until, int failures, String lastError) {}

  private final BreakerPolicy policy;

  // Guarded by this.
  private State state = State.CLOSED;
  private Instant since;
  private Duration wait;
  private int failures;
  private String lastError = "";

  Breaker(BreakerPolicy policy, Instant now) {
    this.policy = policy;
    this.since = now;
    this.wait = policy.first();
  }

  /** Whether a message may be sent now. */
  synchronized boolean allows(Instant now) {
    if (state == State.OPEN && left(now).isZero()) {
      become(State.HALF_OPEN, now);
    }
    return state != State.OPEN;
  }

  /** How long it stays open; zero when it is not. */
  synchronized Duration left(Instant now) {
    if (state != State.OPEN) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(now, since.plus(wait));
    // A clock that was put back must not keep it open for hours.
    return left.isNegative() || left.compareTo(wait) > 0 ? Duration.ZERO : left;
  }

  /** The system answered, be it with a refusal. */
  synchronized void answered(Instant now) {
    failures = 0;
    wait = policy.first();
    if (state != State.CLOSED) {
      become(State.CLOSED, now);
    }
  }

  /**
   * A message did not get through.
   *
   * @return whether that opened it
   */
  synchronized boolean failed(Instant now, String error) {
    failures++;
    lastError = error;
    if (state == State.HALF_OPEN) {
      Duration doubled = wait.multipliedBy(2);
      wait = doubled.compareTo(policy.longest()) > 0 ? policy.longest() : doubled;
      become(State.OPEN, now);
      return false;
    }
    if (state == State.CLOSED && failures >= policy.failures()) {
      become(State.OPEN, now);
      return true;
    }
    return false;
  }

  synchronized View view() {
    return new View(
        state,
        since,
        state == State.OPEN ? Optional.of(since.plus(wait)) : Optional.empty(),
        failures,
        lastError);
  }

  private void become(State next, Instant now) {
    state = next;
    since = now;
  }
}
