package io.cityward.alerts.workorder;

import io.cityward.alerts.alert.Subject;
import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.util.List;

/**
 * Which events of which areas go to a department.
 *
 * @param name how the rule is called in histories
 * @param events event codes; empty for all
 * @param areas area codes, or their beginning and a star; empty for all
 * @param department id of the department
 * @param reviewFirst whether a person must confirm the alert before it is dispatched
 */
public record DispatchRule(
    String name, List<String> events, List<String> areas, String department, boolean reviewFirst) {

  public DispatchRule {
    if (name.isBlank() || name.length() > 100) {
      throw CityException.invalid("name", name, "1 to 100 characters");
    }
    events = List.copyOf(events);
    areas = List.copyOf(areas);
  }

  public static DispatchRule read(Section section) {
    String name = section.text("name");
    List<String> events = section.texts("events");
    List<String> areas = section.texts("areas");
    String department = section.text("department");
    boolean reviewFirst = section.flag("reviewFirst", true);
    return section.build(() -> new DispatchRule(name, events, areas, department, reviewFirst));
  }

  boolean takes(Subject subject) {
    return (events.isEmpty() || events.contains(subject.eventCode()))
        && (areas.isEmpty() || areas.stream().anyMatch(a -> covers(a, subject.place().area())));
  }

  private static boolean covers(String pattern, String area) {
    return pattern.endsWith("*")
        ? area.startsWith(pattern.substring(0, pattern.length() - 1))
        : area.equals(pattern);
  }
}
