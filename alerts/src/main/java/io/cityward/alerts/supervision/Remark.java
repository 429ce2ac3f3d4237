package io.cityward.alerts.supervision;

import java.time.Instant;
import java.util.Optional;

/**
 * What somebody said about an order.
 *
 * @param position 1 for the first of the order, and so on
 * @param until what it asks for, where it does
 */
public record Remark(
    int position, Instant at, String actor, Kind kind, String text, Optional<Instant> until) {

  /** What kind of remark. */
  public enum Kind {
    COMMENT,
    URGE,
    EXTENSION_ASKED,
    EXTENSION_GRANTED,
    EXTENSION_REFUSED
  }
}
