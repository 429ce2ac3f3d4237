package io.cityward.alerts.supervision;

import io.cityward.core.settings.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which orders a rule is for; an empty part stands for any.
 *
 * @param events event codes
 */
public record Scope(List<String> events, Set<Severity> severities) {

  public static final Scope ALL = new Scope(List.of(), Set.of());

  public Scope {
    events = List.copyOf(events);
    severities = Set.copyOf(severities);
  }

  public static Scope of(Severity severity) {
    return new Scope(List.of(), Set.of(severity));
  }

  /** Reads the keys {@code events} and {@code severities}. */
  static Scope read(Section section) {
    Set<Severity> severities = new TreeSet<>();
    List<String> known = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      known.add(severity.name().toLowerCase(Locale.ROOT));
    }
    for (String text : section.texts("severities")) {
      if (known.contains(text)) {
        severities.add(Severity.values()[known.indexOf(text)]);
      } else {
        section.problem("severities", text, "some of " + String.join(", ", known));
      }
    }
    return new Scope(section.texts("events"), severities);
  }

  boolean takes(String event, Severity severity) {
    return (events.isEmpty() || events.contains(event))
        && (severities.isEmpty() || severities.contains(severity));
  }
}
