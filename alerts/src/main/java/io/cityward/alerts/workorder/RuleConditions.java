package io.cityward.alerts.workorder;

import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.core.Schedule;
import io.cityward.core.settings.Section;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a dispatch rule asks beside event and area.
 *
 * @param hours of the dispatch
 * @param severities by their names in lower case; empty for all, also for those that are not known
 * @param cameras empty for all
 */
public record RuleConditions(Schedule hours, Set<String> severities, Set<CameraId> cameras) {

  public static final RuleConditions NONE = new RuleConditions(Schedule.ALWAYS, Set.of(), Set.of());

  /** From the one that matters least. */
  public static final List<String> SEVERITIES = List.of("low", "normal", "high", "urgent");

  public RuleConditions {
    severities = Set.copyOf(severities);
    cameras = Set.copyOf(cameras);
    for (String severity : severities) {
      if (!SEVERITIES.contains(severity)) {
        throw CityException.invalid(
            "severities", severity, "one of " + String.join(", ", SEVERITIES));
      }
    }
  }

  /**
   * As people write it.
   *
   * @throws CityException INVALID naming what is wrong
   */
  public static RuleConditions of(
      List<String> hours, List<String> severities, List<String> cameras) {
    Schedule schedule;
    try {
      schedule = Schedule.parse(hours);
    } catch (CityException e) {
      throw CityException.invalid(
          "hours", String.join("; ", hours), "days and hours, such as MON-FRI 07:00-21:00");
    }
    Set<CameraId> ids = new LinkedHashSet<>();
    for (String camera : cameras) {
      try {
        ids.add(new CameraId(camera));
      } catch (CityException e) {
        throw CityException.invalid("cameras", camera, "ids of cameras");
      }
    }
    return new RuleConditions(schedule, Set.copyOf(severities), ids);
  }

  static RuleConditions read(Section section) {
    List<String> hours = section.texts("hours");
    List<String> severities = section.texts("severities");
    List<String> cameras = section.texts("cameras");
    return section.build(() -> of(hours, severities, cameras));
  }
}
