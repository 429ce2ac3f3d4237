package io.cityward.alerts.dispatch.open311;

import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Place;
import java.time.Instant;
import java.util.Optional;

/**
 * What another system, or a citizen through it, reports.
 *
 * @param source the name of the API key that it came with, or "open"
 * @param key with the source, what tells a repetition
 * @param eventCode one of those that are offered
 * @param contact how to reach who reported; may be empty; for those who work on it alone
 * @param order the case that it is, once it is linked
 * @param note why it was dismissed
 */
public record OutsideReport(
    OutsideReportId id,
    String source,
    String key,
    State state,
    String eventCode,
    String eventName,
    String description,
    Place place,
    String mediaUrl,
    String contact,
    Instant receivedAt,
    Instant changedAt,
    Optional<OrderId> order,
    String note) {

  /** What became of it. */
  public enum State {
    OPEN,
    LINKED,
    DISMISSED
  }

  public OutsideReport linked(OrderId to, Instant now) {
    return settled(State.LINKED, Optional.of(to), "", now);
  }

  public OutsideReport dismissed(String why, Instant now) {
    return settled(State.DISMISSED, Optional.empty(), why, now);
  }

  private OutsideReport settled(State next, Optional<OrderId> to, String why, Instant now) {
    return new OutsideReport(
        id,
        source,
        key,
        next,
        eventCode,
        eventName,
        description,
        place,
        mediaUrl,
        contact,
        receivedAt,
        now,
        to,
        why);
  }

  /** Without whom it came from: reporters do not enter logs. */
  @Override
  public String toString() {
    return id + " " + eventCode + " from " + source;
  }
}
