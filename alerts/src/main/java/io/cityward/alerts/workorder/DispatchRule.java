package io.cityward.alerts.workorder;

import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.util.List;
import java.util.Optional;

/**
 * Which events of which areas go to a department, and when.
 *
 * @param name how the rule is called in histories
 * @param events event codes; empty for all
 * @param areas area codes, or their beginning and a star; empty for all
 * @param department id of the department, or {@link #OF_THE_AREA}
 * @param reviewFirst whether a person must confirm the alert before it is dispatched
 */
public record DispatchRule(
    String name,
    List<String> events,
    List<String> areas,
    String department,
    boolean reviewFirst,
    RuleConditions when) {

  /** The department of the deepest area around the place that has one. */
  public static final String OF_THE_AREA = "*";

  public DispatchRule {
    if (name.isBlank() || name.length() > 90 || name.chars().anyMatch(Character::isISOControl)) {
      throw CityException.invalid("name", name, "1 to 90 characters");
    }
    events = List.copyOf(events);
    areas = List.copyOf(areas);
  }

  /** A rule for all hours, severities and cameras. */
  public DispatchRule(
      String name,
      List<String> events,
      List<String> areas,
      String department,
      boolean reviewFirst) {
    this(name, events, areas, department, reviewFirst, RuleConditions.NONE);
  }

  public static DispatchRule read(Section section) {
    String name = section.text("name");
    List<String> events = section.texts("events");
    List<String> areas = section.texts("areas");
    String department = section.text("department");
    boolean reviewFirst = section.flag("reviewFirst", true);
    RuleConditions when = RuleConditions.read(section);
    return section.build(
        () -> new DispatchRule(name, events, areas, department, reviewFirst, when));
  }

  /** Why the rule does not take a case; empty if it does. */
  Optional<String> refusal(DispatchCase c) {
    if (!events.isEmpty() && !events.contains(c.event())) {
      return no("event " + c.event(), "one of " + events);
    }
    if (!areas.isEmpty() && areas.stream().noneMatch(a -> covers(a, c.areas()))) {
      return no(c.areas().isEmpty() ? "no area" : "areas " + c.areas(), "one of " + areas);
    }
    if (!when.hours().contains(c.at(), c.zone())) {
      return no("at " + c.at().atZone(c.zone()).toLocalDateTime(), when.hours().toString());
    }
    if (!when.severities().isEmpty() && !when.severities().contains(c.severity())) {
      String known = c.severity().isEmpty() ? "not known" : c.severity();
      return no("severity " + known, "one of " + when.severities().stream().sorted().toList());
    }
    if (!when.cameras().isEmpty() && c.camera().filter(when.cameras()::contains).isEmpty()) {
      return no(c.camera().map(id -> "camera " + id).orElse("no camera"), "one of its cameras");
    }
    return department.equals(OF_THE_AREA) && c.areaDepartment().isEmpty()
        ? no("no area around the place has a department", "one that has")
        : Optional.empty();
  }

  private static Optional<String> no(String what, String expected) {
    return Optional.of(what + " (expected: " + expected + ")");
  }

  private static boolean covers(String pattern, List<String> codes) {
    return pattern.endsWith("*")
        ? codes.stream().anyMatch(a -> a.startsWith(pattern.substring(0, pattern.length() - 1)))
        : codes.contains(pattern);
  }
}
