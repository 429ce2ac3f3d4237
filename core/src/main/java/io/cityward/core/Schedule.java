package io.cityward.core;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Hours of the week in which something holds, as a list of windows: {@code MON-FRI 07:00-21:00},
 * {@code SAT,SUN} (the whole day), {@code 22:00-05:00} (every day, past midnight). Without windows
 * it always holds.
 */
public record Schedule(List<Window> windows) {

  public static final Schedule ALWAYS = new Schedule(List.of());

  private static final int MOST_WINDOWS = 50;

  public Schedule {
    windows = List.copyOf(windows);
    if (windows.size() > MOST_WINDOWS) {
      throw CityException.invalid(
          "schedule", windows.size() + " windows", "at most " + MOST_WINDOWS);
    }
  }

  /**
   * @throws CityException INVALID naming the first window that is none
   */
  public static Schedule parse(List<String> windows) {
    return new Schedule(windows.stream().map(Window::parse).toList());
  }

  public boolean contains(Instant time, ZoneId zone) {
    if (windows.isEmpty()) {
      return true;
    }
    ZonedDateTime local = time.atZone(zone);
    return windows.stream().anyMatch(window -> window.contains(local));
  }

  /** When it next begins or ceases to hold; empty if that does not happen within eight days. */
  public Optional<Instant> nextChange(Instant from, ZoneId zone) {
    boolean now = contains(from, zone);
    LocalDate today = from.atZone(zone).toLocalDate();
    return Stream.iterate(today.minusDays(1), day -> day.plusDays(1))
        .limit(9)
        .flatMap(day -> windows.stream().flatMap(window -> window.edges(day, zone)))
        .filter(edge -> edge.isAfter(from) && contains(edge, zone) != now)
        .min(Instant::compareTo);
  }

  /** The windows as they are written. */
  @Override
  public String toString() {
    return windows.isEmpty()
        ? "always"
        : windows.stream().map(Window::toString).collect(Collectors.joining("; "));
  }

  /**
   * One span of the day on some days.
   *
   * @param days on which it begins
   * @param from the first minute of it
   * @param until the first minute after it; before {@code from} it lies on the next day, and at
   *     midnight that is the end of this one
   */
  public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime until) {

    private static final String EXPECTED = "days, hours or both, such as MON-FRI 07:00-21:00";
    private static final String END_OF_DAY = "24:00";
    private static final Pattern FORM =
        Pattern.compile("(?:([A-Z]{3}(?:[-,][A-Z]{3})*))?\\s*(?:(\\d{2}:\\d{2})-(\\d{2}:\\d{2}))?");
    private static final List<String> NAMES =
        List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");

    public Window {
      days = Set.copyOf(days);
    }

    /**
     * @throws CityException INVALID if the text is no window
     */
    public static Window parse(String text) {
      String plain = text.strip().toUpperCase(Locale.ROOT);
      Matcher matcher = FORM.matcher(plain);
      if (plain.isEmpty() || !matcher.matches()) {
        throw refused(text);
      }
      Set<DayOfWeek> days =
          matcher.group(1) == null ? EnumSet.allOf(DayOfWeek.class) : days(matcher.group(1), text);
      return matcher.group(2) == null
          ? new Window(days, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT)
          : hours(days, matcher.group(2), matcher.group(3), text);
    }

    private static Window hours(Set<DayOfWeek> days, String first, String end, String text) {
      if (first.equals(END_OF_DAY)) {
        // Of this day or of the next: nobody knows which was meant.
        throw CityException.invalid("schedule", text, "00:00 of the day on which it begins");
      }
      LocalTime from = time(first, text);
      LocalTime until = time(end, text);
      if (from.equals(until) && !from.equals(LocalTime.MIDNIGHT)) {
        throw CityException.invalid(
            "schedule", text, "an end that is not the beginning; 00:00-24:00 is the whole day");
      }
      return new Window(days, from, until);
    }

    private static Set<DayOfWeek> days(String written, String text) {
      Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
      for (String part : written.split(",", -1)) {
        String[] ends = part.split("-", -1);
        if (ends.length > 2) {
          throw refused(text);
        }
        DayOfWeek day = day(ends[0], text);
        DayOfWeek last = day(ends[ends.length - 1], text);
        days.add(day);
        while (day != last) {
          day = day.plus(1);
          days.add(day);
        }
      }
      return days;
    }

    private static DayOfWeek day(String name, String text) {
      int index = NAMES.indexOf(name);
      if (index < 0) {
        throw refused(text);
      }
      return DayOfWeek.of(index + 1);
    }

    private static LocalTime time(String written, String text) {
      try {
        // The end of a day is the beginning of the next.
        return LocalTime.parse(written.equals(END_OF_DAY) ? "00:00" : written);
      } catch (DateTimeParseException e) {
        throw refused(text);
      }
    }

    private static CityException refused(String text) {
      return CityException.invalid("schedule", text, EXPECTED);
    }

    private boolean contains(ZonedDateTime local) {
      LocalTime time = local.toLocalTime();
      DayOfWeek day = local.getDayOfWeek();
      if (until.isAfter(from)) {
        return days.contains(day) && !time.isBefore(from) && time.isBefore(until);
      }
      return (days.contains(day) && !time.isBefore(from))
          || (days.contains(day.minus(1)) && time.isBefore(until));
    }

    private Stream<Instant> edges(LocalDate day, ZoneId zone) {
      LocalDate end = until.isAfter(from) ? day : day.plusDays(1);
      return Stream.of(
          day.atTime(from).atZone(zone).toInstant(), end.atTime(until).atZone(zone).toInstant());
    }

    @Override
    public String toString() {
      List<String> written = new ArrayList<>();
      if (days.size() < NAMES.size()) {
        written.add(
            days.stream()
                .sorted()
                .map(day -> NAMES.get(day.getValue() - 1))
                .collect(Collectors.joining(",")));
      }
      if (!from.equals(until) || written.isEmpty()) {
        written.add(from + "-" + (until.equals(LocalTime.MIDNIGHT) ? "24:00" : until));
      }
      return String.join(" ", written);
    }
  }
}
