package io.cityward.alerts.calendar;

import io.cityward.core.CityException;
import io.cityward.core.Schedule;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Hours that count towards a deadline: those of the week, without the holidays, and with the days
 * on which work is made up for 调休. Where clocks are changed, an hour that is skipped does not
 * count, and one that comes twice counts twice.
 *
 * @param week when work is done, of the zone's local time; a window may reach past midnight
 * @param holidays no window begins on them
 * @param makeUpDays on them the hours of the first working day of the week hold, whatever weekday
 *     they are
 */
public record WorkingCalendar(
    String name, ZoneId zone, Schedule week, Set<LocalDate> holidays, Set<LocalDate> makeUpDays) {

  /** Every hour counts. */
  public static final WorkingCalendar NATURAL =
      new WorkingCalendar(
          "natural", ZoneOffset.UTC, Schedule.parse(List.of("00:00-24:00")), Set.of(), Set.of());

  /** Nothing is looked for beyond; a deadline that would lie there lies here. */
  private static final int MOST_DAYS = 3660;

  private record Span(Instant from, Instant until) {

    Duration length() {
      return Duration.between(from, until);
    }
  }

  public WorkingCalendar {
    if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
      throw CityException.invalid("name", name, "1 to 63 of a-z, 0-9 and '-'");
    }
    if (week.windows().isEmpty()) {
      throw CityException.invalid(
          "hours", "none", "hours of the week, such as MON-FRI 08:30-17:30");
    }
    holidays = Set.copyOf(holidays);
    makeUpDays = Set.copyOf(makeUpDays);
    for (LocalDate day : makeUpDays) {
      if (holidays.contains(day)) {
        throw CityException.invalid("makeUpDays", day, "a day that is no holiday");
      }
    }
  }

  /**
   * When so much working time has passed since a moment. It lies at the end of a working span
   * rather than at the beginning of the next; no time at all is the moment itself. For every {@code
   * t} and {@code span}: {@code between(t, plus(t, span))} is {@code span}.
   *
   * @param span negative: that much working time before
   */
  public Instant plus(Instant from, Duration span) {
    if (span.isZero()) {
      return from;
    }
    return span.isNegative() ? back(from, span.negated()) : on(from, span);
  }

  /** Working time from one moment to another; negative when the other comes first. */
  public Duration between(Instant from, Instant until) {
    if (until.isBefore(from)) {
      return between(until, from).negated();
    }
    Duration sum = Duration.ZERO;
    LocalDate last = until.atZone(zone).toLocalDate();
    LocalDate day = from.atZone(zone).toLocalDate();
    for (int i = 0; i <= MOST_DAYS && !day.isAfter(last); i++, day = day.plusDays(1)) {
      for (Span span : spans(day)) {
        Instant begin = later(span.from, from);
        Instant end = earlier(span.until, until);
        if (begin.isBefore(end)) {
          sum = sum.plus(Duration.between(begin, end));
        }
      }
    }
    return sum;
  }

  public boolean contains(Instant time) {
    return spans(time.atZone(zone).toLocalDate()).stream()
        .anyMatch(span -> !time.isBefore(span.from) && time.isBefore(span.until));
  }

  /** How long the first working day of the week is. */
  public Duration workingDay() {
    LocalTime midnight = LocalTime.MIDNIGHT;
    return merged(
            windows(firstWorkingDay())
                .map(
                    w -> {
                      // On a day without a change of clocks.
                      Instant begin = LocalDate.EPOCH.atTime(w.from()).toInstant(ZoneOffset.UTC);
                      boolean over = !w.until().isAfter(w.from()) || w.until().equals(midnight);
                      LocalDate end = over ? LocalDate.EPOCH.plusDays(1) : LocalDate.EPOCH;
                      return new Span(begin, end.atTime(w.until()).toInstant(ZoneOffset.UTC));
                    })
                .toList())
        .stream()
        .map(Span::length)
        .reduce(Duration.ZERO, Duration::plus);
  }

  private Instant on(Instant from, Duration wanted) {
    Duration left = wanted;
    LocalDate day = from.atZone(zone).toLocalDate();
    for (int i = 0; i < MOST_DAYS; i++, day = day.plusDays(1)) {
      for (Span span : spans(day)) {
        Instant begin = later(span.from, from);
        if (begin.isBefore(span.until)) {
          Duration here = Duration.between(begin, span.until);
          if (left.compareTo(here) <= 0) {
            return begin.plus(left);
          }
          left = left.minus(here);
        }
      }
    }
    return later(day.atStartOfDay(zone).toInstant(), from);
  }

  private Instant back(Instant from, Duration wanted) {
    Duration left = wanted;
    LocalDate day = from.atZone(zone).toLocalDate();
    for (int i = 0; i < MOST_DAYS; i++, day = day.minusDays(1)) {
      List<Span> spans = spans(day);
      for (int s = spans.size() - 1; s >= 0; s--) {
        Instant end = earlier(spans.get(s).until, from);
        if (spans.get(s).from.isBefore(end)) {
          Duration here = Duration.between(spans.get(s).from, end);
          if (left.compareTo(here) <= 0) {
            return end.minus(left);
          }
          left = left.minus(here);
        }
      }
    }
    return earlier(day.atStartOfDay(zone).toInstant(), from);
  }

  /** What counts of a day, in order: its own windows up to midnight, and yesterday's beyond. */
  private List<Span> spans(LocalDate day) {
    Instant begin = day.atStartOfDay(zone).toInstant();
    Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
    return merged(
        Stream.concat(begunOn(day.minusDays(1)), begunOn(day))
            .map(span -> new Span(later(span.from, begin), earlier(span.until, end)))
            .filter(span -> span.from.isBefore(span.until))
            .toList());
  }

  private Stream<Span> begunOn(LocalDate day) {
    if (holidays.contains(day)) {
      return Stream.empty();
    }
    DayOfWeek as = makeUpDays.contains(day) ? firstWorkingDay() : day.getDayOfWeek();
    return windows(as)
        .map(
            window -> {
              LocalDate end = window.until().isAfter(window.from()) ? day : day.plusDays(1);
              return new Span(
                  day.atTime(window.from()).atZone(zone).toInstant(),
                  end.atTime(window.until()).atZone(zone).toInstant());
            });
  }

  private Stream<Schedule.Window> windows(DayOfWeek day) {
    return week.windows().stream().filter(window -> window.days().contains(day));
  }

  private DayOfWeek firstWorkingDay() {
    return week.windows().stream()
        .flatMap(window -> window.days().stream())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static List<Span> merged(List<Span> spans) {
    List<Span> merged = new ArrayList<>();
    spans.stream()
        .sorted(Comparator.comparing(Span::from))
        .forEach(
            span -> {
              Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
              if (last == null || last.until.isBefore(span.from)) {
                merged.add(span);
              } else {
                merged.set(merged.size() - 1, new Span(last.from, later(last.until, span.until)));
              }
            });
    return merged;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
