package io.cityward.alerts.supervision;

import io.cityward.alerts.calendar.Calendars;
import io.cityward.alerts.calendar.TimeLimit;
import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How long the steps of some orders may take.
 *
 * @param calendar whose hours count
 * @param limits by step; a step without one has no deadline. Handling counts from the dispatch
 */
public record LimitRule(Scope scope, String calendar, Map<OrderStep, TimeLimit> limits) {

  public LimitRule {
    limits = Map.copyOf(limits);
    for (Map.Entry<OrderStep, TimeLimit> limit : limits.entrySet()) {
      if (limit.getValue().isZero()) {
        throw CityException.invalid(
            limit.getKey().name().toLowerCase(Locale.ROOT),
            limit.getValue(),
            "longer than nothing; leave the key out for no limit");
      }
    }
  }

  static LimitRule read(Section section) {
    Scope scope = Scope.read(section);
    String calendar = section.text("calendar", Calendars.WORKING);
    Map<OrderStep, TimeLimit> limits = new EnumMap<>(OrderStep.class);
    for (OrderStep step : OrderStep.values()) {
      String key = step.name().toLowerCase(Locale.ROOT);
      if (section.has(key)) {
        section.parsed(key, TimeLimit::parse).ifPresent(limit -> limits.put(step, limit));
      }
    }
    return section.build(() -> new LimitRule(scope, calendar, limits));
  }

  Optional<TimeLimit> of(OrderStep step) {
    return Optional.ofNullable(limits.get(step));
  }
}
