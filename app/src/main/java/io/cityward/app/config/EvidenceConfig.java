package io.cityward.app.config;

import io.cityward.core.settings.Section;
import java.time.Duration;

/**
 * What of the stream is kept with an alert.
 *
 * @param preRoll how much of the clip lies before the alert
 * @param postRoll how much of the clip lies after the alert
 */
public record EvidenceConfig(Duration preRoll, Duration postRoll) {

  static EvidenceConfig read(Section section) {
    return new EvidenceConfig(
        section.duration("preRoll", Duration.ZERO, Duration.ofMinutes(2), Duration.ofSeconds(8)),
        section.duration("postRoll", Duration.ZERO, Duration.ofMinutes(2), Duration.ofSeconds(4)));
  }
}
