package io.cityward.alerts.calendar;

import io.cityward.core.Schedule;
import io.cityward.core.settings.Section;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The calendars that there are, by name; {@code natural}, in which every hour counts, always is.
 */
public record Calendars(Map<String, WorkingCalendar> byName) {

  /** The calendar of those who set none. */
  public static final String WORKING = "working";

  private static final int MOST_DAYS_OF_A_SPAN = 60;

  public Calendars {
    Map<String, WorkingCalendar> all = new LinkedHashMap<>(byName);
    all.put(WorkingCalendar.NATURAL.name(), WorkingCalendar.NATURAL);
    byName = Map.copyOf(all);
  }

  /** Office hours in a zone, no holidays. */
  public static Calendars usual(ZoneId zone) {
    return new Calendars(
        Map.of(
            WORKING,
            new WorkingCalendar(
                WORKING,
                zone,
                Schedule.parse(List.of("MON-FRI 08:30-12:00", "MON-FRI 13:30-17:30")),
                Set.of(),
                Set.of())));
  }

  /** The calendar of a name; natural hours where it is no longer configured. */
  public WorkingCalendar of(String name) {
    return byName.getOrDefault(name, WorkingCalendar.NATURAL);
  }

  public boolean has(String name) {
    return byName.containsKey(name);
  }

  /**
   * Reads the calendars under a key.
   *
   * @param zone of calendars that name none
   */
  public static Calendars read(Section section, String key, ZoneId zone) {
    if (!section.has(key)) {
      return usual(zone);
    }
    Map<String, WorkingCalendar> read =
        section.named(key, (name, calendar) -> read(name, calendar, zone));
    if (read.containsKey(WorkingCalendar.NATURAL.name())) {
      section.problem(key, WorkingCalendar.NATURAL.name(), "another name, this one is built in");
    }
    return new Calendars(read);
  }

  private static WorkingCalendar read(String name, Section section, ZoneId usual) {
    ZoneId zone = zone(section, usual);
    List<String> hours = section.texts("hours");
    Optional<Schedule> week = section.attempt(() -> Schedule.parse(hours));
    Set<LocalDate> holidays = days(section, "holidays");
    Set<LocalDate> makeUpDays = days(section, "makeUpDays");
    return section.build(
        () ->
            new WorkingCalendar(
                name, zone, week.orElse(WorkingCalendar.NATURAL.week()), holidays, makeUpDays));
  }

  private static ZoneId zone(Section section, ZoneId usual) {
    String name = section.text("timeZone", "");
    try {
      return name.isEmpty() ? usual : ZoneId.of(name);
    } catch (DateTimeException e) {
      section.problem("timeZone", name, "a time zone, such as Asia/Shanghai");
      return usual;
    }
  }

  /** Days, or spans of them with both ends: {@code 2027-02-05..2027-02-12}. */
  private static Set<LocalDate> days(Section section, String key) {
    Set<LocalDate> days = new TreeSet<>();
    for (String text : section.texts(key)) {
      try {
        String[] ends = text.split("\\.\\.", -1);
        LocalDate first = LocalDate.parse(ends[0]);
        LocalDate last = LocalDate.parse(ends[ends.length - 1]);
        if (ends.length > 2
            || last.isBefore(first)
            || last.isAfter(first.plusDays(MOST_DAYS_OF_A_SPAN))) {
          throw new DateTimeException("no span");
        }
        first.datesUntil(last.plusDays(1)).forEach(days::add);
      } catch (DateTimeException e) {
        section.problem(key, text, "a day, or a span of up to 60, such as 2027-02-05..2027-02-12");
      }
    }
    return days;
  }

  public Set<String> names() {
    return new TreeSet<>(byName.keySet());
  }
}
