package io.cityward.alerts.workorder;

import java.time.Instant;
import java.util.Optional;

/**
 * How an order reaches the department's own system.
 *
 * @param connector empty when none serves the department
 * @param attempts how often it was sent since the dispatch or the last resend
 * @param externalId the order's id in the department's system, once it is acknowledged
 * @param lastError of the last attempt that failed, for an operator
 * @param nextAttemptAt while it is pending
 */
public record Delivery(
    State state,
    String connector,
    int attempts,
    String externalId,
    String lastError,
    Optional<Instant> nextAttemptAt) {

  public static final Delivery NOT_WANTED =
      new Delivery(State.NOT_WANTED, "", 0, "", "", Optional.empty());

  /** Where the sending stands. */
  public enum State {
    NOT_WANTED,
    PENDING,
    ACKNOWLEDGED,
    DEAD_LETTER
  }

  public static Delivery pending(String connector, Instant due) {
    return new Delivery(State.PENDING, connector, 0, "", "", Optional.of(due));
  }

  public Delivery acknowledged(String id) {
    return new Delivery(State.ACKNOWLEDGED, connector, attempts + 1, id, "", Optional.empty());
  }

  public Delivery failed(String error, Instant retryAt) {
    return new Delivery(
        State.PENDING, connector, attempts + 1, externalId, error, Optional.of(retryAt));
  }

  public Delivery dead(String error) {
    return new Delivery(
        State.DEAD_LETTER, connector, attempts + 1, externalId, error, Optional.empty());
  }

  /** The order went elsewhere before it was sent. */
  public Delivery withdrawn(String why) {
    return new Delivery(State.NOT_WANTED, connector, attempts, externalId, why, Optional.empty());
  }
}
