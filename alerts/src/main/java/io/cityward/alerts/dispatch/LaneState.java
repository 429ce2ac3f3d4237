package io.cityward.alerts.dispatch;

import java.time.Instant;
import java.util.Optional;

/**
 * How the way to one city system does.
 *
 * @param breaker "CLOSED", "OPEN" or "HALF_OPEN"
 * @param since when the breaker became so
 * @param nextTry while it is open
 * @param failures in a row
 */
public record LaneState(
    String connector,
    String breaker,
    Instant since,
    Optional<Instant> nextTry,
    int failures,
    String lastError) {

  /** For a gauge: 0 closed, 1 half open, 2 open. */
  public int level() {
    return switch (breaker) {
      case "OPEN" -> 2;
      case "HALF_OPEN" -> 1;
      default -> 0;
    };
  }
}
