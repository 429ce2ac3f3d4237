package io.cityward.alerts.alert;

import io.cityward.core.Box;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where a moving thing was at a time.
 *
 * @param box normalised
 */
public record PathPoint(Instant at, Box box) {

  public PathPoint {
    at = at.truncatedTo(ChronoUnit.MICROS);
  }
}
