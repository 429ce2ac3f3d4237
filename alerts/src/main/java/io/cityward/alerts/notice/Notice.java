package io.cityward.alerts.notice;

import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Place;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that people must be told about a work order.
 *
 * @param key the same for every repetition of this notice, and for no other: who has seen it before
 *     drops it. At most 100 characters
 * @param kind what about
 * @param level whom: the people of this level who look after the area …
 * @param departmentId … and of this department; empty while the order has none
 * @param place where it is; its area says whose turn it is
 * @param due until when something is wanted; empty where nothing is
 * @param words a sentence for people, without the reporter's name; at most 1000 characters
 * @param at when there was reason for it
 */
public record Notice(
    String key,
    Kind kind,
    Level level,
    String departmentId,
    String departmentName,
    OrderId order,
    String eventCode,
    String eventName,
    Place place,
    Optional<Instant> due,
    String words,
    Instant at) {

  /** What a notice is about. */
  public enum Kind {
    /** A deadline comes near. */
    NEARLY_DUE,
    /** A deadline has passed. */
    OVERDUE,
    /** It is overdue for so long that the level above takes part; {@code level} is that one. */
    ESCALATED,
    /** A supervisor urges 督办. */
    URGED,
    /** The handler asks for more time; for those who decide. */
    EXTENSION_ASKED,
    EXTENSION_GRANTED,
    EXTENSION_REFUSED,
    /** Its suspension 挂账 has ended. */
    RESUMED
  }
}
