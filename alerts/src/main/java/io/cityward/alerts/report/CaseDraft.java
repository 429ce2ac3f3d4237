package io.cityward.alerts.report;

import io.cityward.alerts.alert.Place;
import io.cityward.core.Sha256;
import java.time.Instant;

/**
 * What is reported.
 *
 * @param system who gives the keys: "inspector-app"
 * @param key of the report in that system
 * @param seenAt when the reporter saw it
 */
public record CaseDraft(
    CaseSource source,
    String system,
    String key,
    String eventCode,
    String eventName,
    Place place,
    String description,
    Reporter reporter,
    Instant seenAt,
    String actor) {

  /** The same for the same report, its time apart, which may be when it was sent. */
  public String fingerprint() {
    String all =
        String.join(
            "\n",
            source.name(),
            eventCode,
            eventName,
            place.toString(),
            description,
            reporter.name(),
            reporter.contact());
    return Sha256.of(all);
  }
}
