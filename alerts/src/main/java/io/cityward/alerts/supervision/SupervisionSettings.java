package io.cityward.alerts.supervision;

import io.cityward.alerts.alert.Subject;
import io.cityward.alerts.calendar.Calendars;
import io.cityward.alerts.calendar.TimeLimit;
import io.cityward.alerts.calendar.WorkingCalendar;
import io.cityward.alerts.notice.Level;
import io.cityward.core.CityException;
import io.cityward.core.Problem;
import io.cityward.core.settings.Section;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How orders are looked after. Of each list, the first rule that fits an order wins.
 *
 * @param zone in which times stand in sentences for people
 * @param severities where none fits: NORMAL
 * @param limits where none fits: no deadline
 * @param escalations where none fits: nobody is reminded, nothing rises
 * @param level who looks after an order at first
 * @param extensions how many of an order may be granted
 * @param longestExtension beyond the deadline that is extended
 * @param longestSuspension in days and hours of the clock
 * @param look how often somebody looks at what has become due
 * @param settle how long the clock is not believed after it has jumped
 */
public record SupervisionSettings(
    ZoneId zone,
    Calendars calendars,
    List<SeverityRule> severities,
    List<LimitRule> limits,
    List<EscalationRule> escalations,
    Level level,
    int extensions,
    TimeLimit longestExtension,
    Duration longestSuspension,
    Duration look,
    Duration settle) {

  private static final List<SeverityRule> SEVERITIES =
      List.of(new SeverityRule(List.of("09012", "L0001"), List.of(), Severity.URGENT));

  private static final List<LimitRule> LIMITS =
      List.of(
          new LimitRule(
              Scope.of(Severity.URGENT),
              WorkingCalendar.NATURAL.name(),
              limits("PT15M", "PT15M", "PT30M", "PT4H", "PT4H")),
          new LimitRule(
              new Scope(List.of("06010", "06042"), Set.of()),
              Calendars.WORKING,
              limits("PT1H", "PT1H", "PT1H", "PT4H", "PT4H")),
          new LimitRule(
              Scope.ALL, Calendars.WORKING, limits("PT2H", "PT2H", "PT2H", "P1D", "P1D")));

  private static final List<EscalationRule> ESCALATIONS =
      List.of(
          new EscalationRule(
              Scope.of(Severity.URGENT), time("PT15M"), times("PT0S", "PT1H", "PT2H")),
          new EscalationRule(Scope.ALL, time("PT1H"), times("PT2H", "P1D", "P3D")));

  public SupervisionSettings {
    severities = List.copyOf(severities);
    limits = List.copyOf(limits);
    escalations = List.copyOf(escalations);
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < limits.size(); i++) {
      LimitRule rule = limits.get(i);
      String name = "limits[" + i + "].";
      if (!calendars.has(rule.calendar())) {
        problems.add(Problem.of(name + "calendar", rule.calendar(), "one of " + calendars.names()));
        continue;
      }
      WorkingCalendar calendar = calendars.of(rule.calendar());
      Optional<Duration> accept = rule.of(OrderStep.ACCEPT).map(l -> l.in(calendar));
      Optional<Duration> handle = rule.of(OrderStep.HANDLE).map(l -> l.in(calendar));
      if (accept.isPresent() && handle.isPresent() && accept.get().compareTo(handle.get()) > 0) {
        problems.add(
            Problem.of(
                name + "accept",
                rule.of(OrderStep.ACCEPT).get(),
                "no longer than handle, which counts from the dispatch too"));
      }
      for (EscalationRule escalation : escalations) {
        checkAscending(problems, escalations.indexOf(escalation), escalation, calendar);
      }
    }
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems.stream().distinct().toList());
    }
  }

  private static void checkAscending(
      List<Problem> problems, int index, EscalationRule rule, WorkingCalendar calendar) {
    for (int i = 1; i < rule.after().size(); i++) {
      if (rule.after().get(i).in(calendar).compareTo(rule.after().get(i - 1).in(calendar)) <= 0) {
        problems.add(
            Problem.of(
                "escalation[" + index + "].after",
                rule.after().get(i),
                "longer than the one before, " + rule.after().get(i - 1)));
      }
    }
  }

  /** What holds where nothing is set. */
  public static SupervisionSettings usual(ZoneId zone) {
    return new SupervisionSettings(
        zone,
        Calendars.usual(zone),
        SEVERITIES,
        LIMITS,
        ESCALATIONS,
        Level.COMMUNITY,
        2,
        time("P5D"),
        Duration.ofDays(90),
        Duration.ofSeconds(5),
        Duration.ofMinutes(5));
  }

  /**
   * Reads a section; a list that is absent is the usual one.
   *
   * @param zone of sentences, and of calendars that name none
   */
  public static SupervisionSettings read(Section section, ZoneId zone) {
    SupervisionSettings usual = usual(zone);
    Calendars calendars = Calendars.read(section, "calendars", zone);
    List<SeverityRule> severities =
        section.has("severities")
            ? section.sections("severities", SeverityRule::read)
            : usual.severities;
    List<LimitRule> limits =
        section.has("limits") ? section.sections("limits", LimitRule::read) : usual.limits;
    List<EscalationRule> escalations =
        section.has("escalation")
            ? section.sections("escalation", EscalationRule::read)
            : usual.escalations;
    Level level = section.choice("level", Level.class, usual.level);
    int extensions = section.whole("extensions", 0, 20, usual.extensions);
    TimeLimit longestExtension =
        section.has("longestExtension")
            ? section.parsed("longestExtension", TimeLimit::parse).orElse(usual.longestExtension)
            : usual.longestExtension;
    Duration longestSuspension =
        section.duration(
            "longestSuspension",
            Duration.ofHours(1),
            Duration.ofDays(3660),
            usual.longestSuspension);
    Duration look =
        section.duration("look", Duration.ofMillis(100), Duration.ofMinutes(10), usual.look);
    Duration settle = section.duration("settle", Duration.ZERO, Duration.ofHours(1), usual.settle);
    return section.build(
        () ->
            new SupervisionSettings(
                zone,
                calendars,
                severities,
                limits,
                escalations,
                level,
                extensions,
                longestExtension,
                longestSuspension,
                look,
                settle));
  }

  Severity severity(Subject subject) {
    return severities.stream()
        .filter(rule -> rule.takes(subject))
        .findFirst()
        .map(SeverityRule::severity)
        .orElse(Severity.NORMAL);
  }

  Optional<LimitRule> limits(String event, Severity severity) {
    return limits.stream().filter(rule -> rule.scope().takes(event, severity)).findFirst();
  }

  /** The rule of an order; one that never reminds or raises where none fits. */
  EscalationRule escalation(String event, Severity severity) {
    return escalations.stream()
        .filter(rule -> rule.scope().takes(event, severity))
        .findFirst()
        .orElse(new EscalationRule(Scope.ALL, TimeLimit.NONE, List.of()));
  }

  private static Map<OrderStep, TimeLimit> limits(
      String review, String dispatch, String accept, String handle, String verify) {
    return Map.of(
        OrderStep.REVIEW,
        time(review),
        OrderStep.DISPATCH,
        time(dispatch),
        OrderStep.ACCEPT,
        time(accept),
        OrderStep.HANDLE,
        time(handle),
        OrderStep.VERIFY,
        time(verify));
  }

  private static TimeLimit time(String text) {
    return TimeLimit.parse(text);
  }

  private static List<TimeLimit> times(String... texts) {
    return Arrays.stream(texts).map(TimeLimit::parse).toList();
  }
}
