package io.cityward.alerts.book;

import io.cityward.alerts.alert.OrderId;
import io.cityward.core.CityException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a department's system says about an order.
 *
 * @param connector the way that it came
 * @param eventId chosen by the system: the same again changes nothing
 * @param order empty where only {@code externalId} is known
 * @param externalId the id that the system gave the order; may be empty where {@code order} is not
 * @param dispatch which dispatch of the order it is about; empty: the newest
 * @param note feedback or reason
 * @param at when it happened there; empty: now
 */
public record StatusReport(
    String connector,
    String eventId,
    Optional<OrderId> order,
    String externalId,
    OptionalInt dispatch,
    ReportedStatus status,
    String note,
    Optional<Instant> at) {

  private static final int LONGEST_NOTE = 800;

  public StatusReport {
    if (eventId.isBlank() || eventId.length() > 1100 || !printable(eventId)) {
      throw CityException.invalid(
          "event_id", eventId.length() + " characters", "1 to 1100 printable characters");
    }
    if (externalId.length() > 200 || !printable(externalId)) {
      throw CityException.invalid(
          "external_id", externalId.length() + " characters", "at most 200 printable characters");
    }
    if (order.isEmpty() && externalId.isBlank()) {
      throw CityException.invalid("work_order_id", "missing", "it, or the system's own id");
    }
    if (note.length() > LONGEST_NOTE) {
      throw CityException.invalid("note", note.length() + " characters", "at most " + LONGEST_NOTE);
    }
    if (status == ReportedStatus.RETURNED && note.isBlank()) {
      throw CityException.invalid("note", "missing", "why the order is returned");
    }
  }

  private static boolean printable(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }
}
