package io.cityward.alerts.supervision;

import io.cityward.alerts.calendar.TimeLimit;
import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.util.ArrayList;
import java.util.List;

/**
 * When somebody is reminded of some orders, and when the level above takes part. All in the hours
 * of the deadline's calendar.
 *
 * @param remind how long before the deadline; not before half of the time has gone
 * @param after how long after the deadline the order rises by a level, each time
 */
public record EscalationRule(Scope scope, TimeLimit remind, List<TimeLimit> after) {

  private static final int MOST_STEPS = 10;

  public EscalationRule {
    after = List.copyOf(after);
    if (after.size() > MOST_STEPS) {
      throw CityException.invalid("after", after.size() + " steps", "at most " + MOST_STEPS);
    }
  }

  static EscalationRule read(Section section) {
    Scope scope = Scope.read(section);
    TimeLimit remind =
        section.has("remind")
            ? section.parsed("remind", TimeLimit::parse).orElse(TimeLimit.NONE)
            : TimeLimit.NONE;
    List<TimeLimit> after = new ArrayList<>();
    for (String text : section.texts("after")) {
      section.attempt(() -> after.add(TimeLimit.parse(text)));
    }
    return section.build(() -> new EscalationRule(scope, remind, after));
  }
}
