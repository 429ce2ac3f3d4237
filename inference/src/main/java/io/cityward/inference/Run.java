package io.cityward.inference;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.time.Duration;
import java.util.List;

/**
 * A worker at a session, from before the session is opened until its answers are there. The worker
 * ends it, or the crew gives it up: whichever comes first. For many threads.
 */
final class Run {

  /** So long a worker may take to open a session, and measure it. */
  static final Duration OPENING = Duration.ofMinutes(1);

  /** So long a run that was cancelled may take to come back, at most. */
  private static final long MOST_GRACE = Duration.ofSeconds(1).toNanos();

  private enum State {
    UNDER_WAY,
    ENDED,
    GIVEN_UP
  }

  final Shelf shelf;

  /** Those who wait for its answers, or would have their turn after it. */
  final List<Turn> turns;

  // Guarded by this.
  private State state = State.UNDER_WAY;
  private boolean cancelled;
  private Session session;
  private long since;
  private long limit;

  Run(Shelf shelf, List<Turn> turns, long nanos) {
    this.shelf = shelf;
    this.turns = turns;
    this.since = nanos;
    this.limit = OPENING.toNanos();
  }

  /** The session is open, and begins to look; false if that took so long that it was given up. */
  synchronized boolean look(Session opened, long nanos, long limitNanos) {
    if (state == State.GIVEN_UP) {
      return false;
    }
    session = opened;
    since = nanos;
    limit = limitNanos;
    cancelled = false;
    return true;
  }

  /** The worker is back. False if it was given up: others tell its jobs, and do its work. */
  synchronized boolean end() {
    if (state == State.UNDER_WAY) {
      state = State.ENDED;
    }
    return state == State.ENDED;
  }

  /** False if the worker came back before. */
  synchronized boolean giveUp() {
    if (state == State.UNDER_WAY) {
      state = State.GIVEN_UP;
    }
    return state == State.GIVEN_UP;
  }

  /** Cancels it if it is over its time; whether it was just cancelled. */
  synchronized boolean cancelIfOver(long nanos) {
    if (state != State.UNDER_WAY || cancelled || nanos - since <= limit) {
      return false;
    }
    cancelled = true;
    if (session != null) {
      session.cancel();
    }
    return true;
  }

  synchronized boolean wasCancelled() {
    return cancelled;
  }

  /** Whether it was cancelled and has not come back for long enough. */
  synchronized boolean isLost(long nanos) {
    return state == State.UNDER_WAY
        && cancelled
        && nanos - since > limit + Math.min(limit, MOST_GRACE);
  }

  synchronized CityException tooLong() {
    return new CityException(
        ErrorCode.EXTERNAL_FAILED,
        shelf.workload()
            + (session == null ? ": opening" : ": a run")
            + " took longer than "
            + Duration.ofNanos(limit).toMillis()
            + " ms");
  }

  /** What of the session's time it took until now. */
  synchronized double seconds(long nanos) {
    return session == null ? 0 : (nanos - since) / 1e9;
  }
}
