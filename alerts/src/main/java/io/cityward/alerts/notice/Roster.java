package io.cityward.alerts.notice;

import io.cityward.core.Schedule;
import io.cityward.core.settings.Section;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * Who is on duty when.
 *
 * @param shifts those with dates, such as of holidays, stand in for those without
 */
public record Roster(String name, List<Shift> shifts) {

  /**
   * Some people on duty.
   *
   * @param from the first day; empty: without end backwards
   * @param until the last day
   * @param people their ids
   */
  public record Shift(
      Schedule hours, Optional<LocalDate> from, Optional<LocalDate> until, List<String> people) {

    private boolean dated() {
      return from.isPresent() || until.isPresent();
    }

    private boolean covers(LocalDate day) {
      return from.map(first -> !day.isBefore(first)).orElse(true)
          && until.map(last -> !day.isAfter(last)).orElse(true);
    }

    private static Shift read(Section section) {
      List<String> windows = section.texts("hours");
      Schedule hours = section.attempt(() -> Schedule.parse(windows)).orElse(Schedule.ALWAYS);
      Optional<LocalDate> from = date(section, "from");
      Optional<LocalDate> until = date(section, "until");
      List<String> people = section.texts("people");
      if (people.isEmpty()) {
        section.problem("people", "none", "at least one person's id");
      }
      if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
        section.problem("until", until.get(), "not before from, " + from.get());
      }
      return new Shift(hours, from, until, people);
    }

    private static Optional<LocalDate> date(Section section, String key) {
      if (!section.has(key)) {
        return Optional.empty();
      }
      String text = section.text(key);
      try {
        return Optional.of(LocalDate.parse(text));
      } catch (DateTimeParseException e) {
        section.problem(key, text, "a day, such as 2026-10-01");
        return Optional.empty();
      }
    }
  }

  static Roster read(String name, Section section) {
    return new Roster(name, section.sections("shifts", Shift::read));
  }

  /**
   * The ids of the people who are on duty, each once. On days that a shift with dates covers, only
   * such shifts count.
   */
  public List<String> onDuty(Instant at, ZoneId zone) {
    LocalDate day = at.atZone(zone).toLocalDate();
    boolean special = shifts.stream().anyMatch(shift -> shift.dated() && shift.covers(day));
    return shifts.stream()
        .filter(shift -> shift.dated() == special && shift.covers(day))
        .filter(shift -> shift.hours().contains(at, zone))
        .flatMap(shift -> shift.people().stream())
        .distinct()
        .toList();
  }
}
