package io.cityward.alerts.supervision;

import io.cityward.alerts.alert.Subject;
import io.cityward.core.settings.Section;
import java.util.List;

/** Which orders begin with which severity; an empty list stands for any. */
public record SeverityRule(List<String> events, List<String> scenes, Severity severity) {

  public SeverityRule {
    events = List.copyOf(events);
    scenes = List.copyOf(scenes);
  }

  static SeverityRule read(Section section) {
    return new SeverityRule(
        section.texts("events"),
        section.texts("scenes"),
        section.choice("severity", Severity.class));
  }

  boolean takes(Subject subject) {
    return (events.isEmpty() || events.contains(subject.eventCode()))
        && (scenes.isEmpty() || scenes.contains(subject.scene()));
  }
}
