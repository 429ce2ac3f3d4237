package io.cityward.app.config;

import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.time.Duration;

/**
 * A camera that is visited every so often, and not connected to in between 轮巡.
 *
 * @param every from the beginning of one visit to that of the next
 * @param stay how long a visit lasts after its first picture; zero ends it with that one
 */
public record Patrol(Duration every, Duration stay) {

  public Patrol {
    if (every.compareTo(stay) <= 0) {
      throw CityException.invalid("every", every, "longer than stay, " + stay);
    }
  }

  static Patrol read(Section section) {
    Duration every = section.duration("every", Duration.ofSeconds(10), Duration.ofDays(1));
    Duration stay = section.duration("stay", Duration.ZERO, Duration.ofHours(1));
    return section.right("every") && section.right("stay")
        ? section.build(() -> new Patrol(every, stay))
        : null;
  }
}
