package io.cityward.app.config;

import io.cityward.alerts.alert.Place;
import io.cityward.core.settings.Section;
import io.cityward.scenes.Zone;
import java.util.List;
import java.util.Map;

/** Reads the zones of a camera or of one of its presets. */
final class Zones {

  private static final int MOST = 100;
  private static final int LONGEST_ID = 100;

  private Zones() {}

  /**
   * Reads {@code zones}; absent is empty.
   *
   * @param places takes the places of those that name one, by their ids
   */
  static List<Zone> read(Section section, Map<String, Place> places) {
    List<Zone> zones = section.sections("zones", zone -> read(places, zone));
    List<String> ids = zones.stream().map(Zone::id).toList();
    if (ids.stream().distinct().count() != ids.size()) {
      section.problem("zones", ids, "a different id for each");
    }
    if (ids.stream().anyMatch(id -> id.length() > LONGEST_ID || !printable(id))) {
      section.problem("zones", ids, "ids of at most " + LONGEST_ID + " printable characters");
    }
    if (zones.size() > MOST) {
      section.problem("zones", zones.size() + " zones", "at most " + MOST);
    }
    return zones;
  }

  private static Zone read(Map<String, Place> places, Section section) {
    Place place = Places.read(section.section("place"));
    Zone zone = Zone.read(section);
    if (!place.equals(Place.UNKNOWN)) {
      places.put(zone.id(), place);
    }
    return zone;
  }

  static boolean printable(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }
}
