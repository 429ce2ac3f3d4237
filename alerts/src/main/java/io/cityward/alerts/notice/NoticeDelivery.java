package io.cityward.alerts.notice;

import io.cityward.alerts.alert.OrderId;
import java.time.Instant;
import java.util.Optional;

/**
 * One notice on its way to one person or group.
 *
 * @param number 0 before it is stored
 * @param key of the notice: with channel and recipient it is stored once
 * @param recipient the person's id; empty for a group
 * @param concerned ids of those a group is told for, by commas
 * @param dueAt when it is tried next, while it is pending
 */
public record NoticeDelivery(
    long number,
    String key,
    String kind,
    String title,
    String words,
    String channel,
    String recipient,
    String concerned,
    Optional<OrderId> order,
    State state,
    int attempts,
    String lastError,
    Instant createdAt,
    Instant dueAt) {

  /** Where it stands. */
  public enum State {
    PENDING,
    SENT,
    /** The channel refused it, or it was tried often enough. */
    FAILED,
    /** Too many waited, or there was no more reason. */
    DROPPED
  }

  NoticeDelivery sent() {
    return changed(State.SENT, "", dueAt);
  }

  NoticeDelivery failed(String error) {
    return changed(State.FAILED, error, dueAt);
  }

  NoticeDelivery again(String error, Instant at) {
    return changed(State.PENDING, error, at);
  }

  private NoticeDelivery changed(State next, String error, Instant due) {
    return new NoticeDelivery(
        number,
        key,
        kind,
        title,
        words,
        channel,
        recipient,
        concerned,
        order,
        next,
        attempts + 1,
        error,
        createdAt,
        due);
  }
}
