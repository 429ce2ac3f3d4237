package io.cityward.alerts.compute;

import java.time.Instant;
import java.util.Optional;

/**
 * What an approved application gives, for a time. Nothing happens when that time is over: whether a
 * grant is active is a question about a moment.
 *
 * @param computeUnits CU that it takes: of the pool for compute, of the department's guarantee for
 *     an algorithm, by the cost that was measured when it was granted
 * @param revision rises with every change
 */
public record Grant(
    GrantId id,
    ApplicationId application,
    String department,
    Allotment given,
    Period period,
    double computeUnits,
    Instant grantedAt,
    String grantedBy,
    Optional<Revocation> revocation,
    long revision) {

  /** That it was ended before its time. */
  public record Revocation(Instant at, String by, String reason) {}

  /** Where it stands at some moment. */
  public enum State {
    AHEAD,
    ACTIVE,
    ENDED,
    REVOKED
  }

  /** The first moment at which it is no longer active; its beginning if it never is. */
  public Instant ends() {
    Instant revoked = revocation.map(Revocation::at).orElse(period.until());
    Instant end = revoked.isBefore(period.until()) ? revoked : period.until();
    return end.isBefore(period.from()) ? period.from() : end;
  }

  public boolean activeAt(Instant time) {
    return !time.isBefore(period.from()) && time.isBefore(ends());
  }

  public State stateAt(Instant time) {
    if (revocation.isPresent() && !time.isBefore(revocation.get().at())) {
      return State.REVOKED;
    }
    if (time.isBefore(period.from())) {
      return State.AHEAD;
    }
    return time.isBefore(period.until()) ? State.ACTIVE : State.ENDED;
  }

  public Grant revoked(Revocation word) {
    return new Grant(
        id,
        application,
        department,
        given,
        period,
        computeUnits,
        grantedAt,
        grantedBy,
        Optional.of(word),
        revision + 1);
  }
}
