package io.cityward.app.config;

import io.cityward.alerts.alert.Place;
import io.cityward.core.CityException;
import io.cityward.core.settings.Section;

/** Reads where a camera, or one of its zones, lies in the city. */
final class Places {

  private Places() {}

  /** Reads {@code {id, name, area, latitude, longitude}}; what is absent is empty. */
  static Place read(Section section) {
    String id = text(section, "id", 100);
    String name = text(section, "name", 200);
    String area = text(section, "area", 100);
    double latitude = section.number("latitude", -90, 90, 0);
    double longitude = section.number("longitude", -180, 180, 0);
    return new Place(id, name, area, latitude, longitude);
  }

  private static String text(Section section, String key, int most) {
    if (!section.has(key)) {
      return "";
    }
    return section
        .parsed(
            key,
            text -> {
              if (text.length() > most || !Zones.printable(text)) {
                throw CityException.invalid(
                    key, text.length() + " characters", "0 to " + most + " printable characters");
              }
              return text;
            })
        .orElse("");
  }
}
