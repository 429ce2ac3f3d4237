package io.cityward.scenes.parking;

import io.cityward.core.CityException;
import io.cityward.core.Schedule;
import io.cityward.core.settings.Section;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What may stand in a zone for how long: a kerb, a loading zone, a bus stop.
 *
 * @param dwell how long a vehicle may stand; longer than the longest red light if the zone has a
 *     queue
 * @param classes what counts as a vehicle; one kind, as detectors mix them up
 * @param dwellOf how long those of a class may stand, where that is not {@code dwell}: buses at a
 *     stop
 * @param schedule the hours in which it holds; what stands when they begin counts from then
 */
public record ParkingRule(
    Duration dwell, Set<String> classes, Map<String, Duration> dwellOf, Schedule schedule) {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  public ParkingRule {
    classes = Set.copyOf(classes);
    dwellOf = Map.copyOf(dwellOf);
    if (classes.isEmpty()) {
      throw CityException.invalid("classes", "none", "at least one class, such as car");
    }
    for (String label : dwellOf.keySet()) {
      if (!classes.contains(label)) {
        throw CityException.invalid(
            "dwellOf", label, "one of classes, " + String.join(", ", new TreeSet<>(classes)));
      }
    }
  }

  /** How long a vehicle of a class may stand. */
  Duration dwell(String label) {
    return dwellOf.getOrDefault(label, dwell);
  }

  /**
   * Reads the keys {@code dwell, classes, dwellOf}.
   *
   * @param usual what holds where they are absent
   */
  static ParkingRule read(Section section, ParkingRule usual) {
    return read(section, usual, Schedule.ALWAYS);
  }

  /** As {@link #read}, and {@code schedule}, of one zone. */
  static ParkingRule readOfZone(Section section, ParkingRule usual) {
    Schedule schedule =
        section.attempt(() -> Schedule.parse(section.texts("schedule"))).orElse(Schedule.ALWAYS);
    return read(section, usual, schedule);
  }

  private static ParkingRule read(Section section, ParkingRule usual, Schedule schedule) {
    Duration dwell = section.duration("dwell", SHORTEST, LONGEST, usual.dwell);
    Set<String> classes =
        section.has("classes") ? Set.copyOf(section.texts("classes")) : usual.classes;
    Map<String, Duration> dwellOf = new LinkedHashMap<>();
    if (section.has("dwellOf")) {
      section.textMap("dwellOf").forEach((name, text) -> put(section, dwellOf, name, text));
    } else {
      usual.dwellOf.forEach((name, span) -> keep(classes, dwellOf, name, span));
    }
    return section.build(() -> new ParkingRule(dwell, classes, dwellOf, schedule));
  }

  /** A zone in which a class does not count has no use for how long it may stand. */
  private static void keep(
      Set<String> classes, Map<String, Duration> dwellOf, String name, Duration span) {
    if (classes.contains(name)) {
      dwellOf.put(name, span);
    }
  }

  private static void put(
      Section section, Map<String, Duration> dwellOf, String name, String text) {
    try {
      Duration span = Duration.parse(text);
      if (span.compareTo(SHORTEST) >= 0 && span.compareTo(LONGEST) <= 0) {
        dwellOf.put(name, span);
        return;
      }
    } catch (DateTimeParseException e) {
      // Told below, with what is out of range.
    }
    section.problem(
        "dwellOf." + name,
        text,
        "an ISO 8601 duration from " + SHORTEST + " to " + LONGEST + ", such as PT5M");
  }
}
