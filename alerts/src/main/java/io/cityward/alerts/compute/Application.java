package io.cityward.alerts.compute;

import java.time.Instant;
import java.util.Optional;

/**
 * What a department asks for, and what became of it.
 *
 * @param decision absent while it is pending and when it was withdrawn
 * @param revision rises with every change
 */
public record Application(
    ApplicationId id,
    String department,
    Allotment asked,
    Period period,
    String reason,
    State state,
    Instant submittedAt,
    String submittedBy,
    Optional<Decision> decision,
    long revision) {

  /** Where it stands; only a pending one changes. */
  public enum State {
    PENDING,
    APPROVED,
    /** Approved with other numbers or a shorter period. */
    CHANGED,
    REFUSED,
    WITHDRAWN
  }

  /**
   * An admin's word.
   *
   * @param grant what it became; absent when refused
   */
  public record Decision(Instant at, String by, String reason, Optional<GrantId> grant) {}

  /**
   * What somebody wants to ask for.
   *
   * @param from empty for now
   */
  public record Draft(
      String department, Allotment asked, Optional<Instant> from, Instant until, String reason) {}

  public Application withdrawn() {
    return new Application(
        id,
        department,
        asked,
        period,
        reason,
        State.WITHDRAWN,
        submittedAt,
        submittedBy,
        Optional.empty(),
        revision + 1);
  }

  public Application decided(State as, Decision word) {
    return new Application(
        id,
        department,
        asked,
        period,
        reason,
        as,
        submittedAt,
        submittedBy,
        Optional.of(word),
        revision + 1);
  }
}
