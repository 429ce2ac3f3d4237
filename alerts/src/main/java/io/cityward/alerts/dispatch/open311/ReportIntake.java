package io.cityward.alerts.dispatch.open311;

import io.cityward.alerts.alert.Place;

/** Takes what other systems report. */
public interface ReportIntake {

  /**
   * A report as it came in.
   *
   * @param source the name of the API key that it came with, or "open"
   * @param key with the source, what tells a repetition; at most 100 characters
   * @param contact how to reach who reported; may be empty
   */
  record Incoming(
      String source,
      String key,
      String eventCode,
      String eventName,
      String description,
      Place place,
      String mediaUrl,
      String contact) {}

  /**
   * Takes a report; when this returns, it is stored. The same again is answered with the first.
   *
   * @throws io.cityward.core.CityException EXTERNAL_FAILED when it could not be stored
   */
  OutsideReport take(Incoming incoming);
}
