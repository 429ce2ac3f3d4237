package io.cityward.app.pipeline;

import io.cityward.core.CityException;
import java.time.Duration;

/**
 * How often a camera on patrol is visited, and for how long.
 *
 * @param every from the beginning of a visit to that of the next one
 * @param stay from the first picture on; zero leaves after that picture
 */
public record Rotation(Duration every, Duration stay) {

  private static final Duration SHORTEST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofDays(1);

  public Rotation {
    if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
      throw CityException.invalid("patrol.every", every, SHORTEST + " to " + LONGEST);
    }
    if (stay.isNegative() || stay.compareTo(every) >= 0) {
      throw CityException.invalid("patrol.stay", stay, "PT0S to less than every, " + every);
    }
  }
}
