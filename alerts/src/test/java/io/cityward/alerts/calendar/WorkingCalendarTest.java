package io.cityward.alerts.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import io.cityward.core.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WorkingCalendarTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** National Day of 2026 with its make-up days: Sunday 20 September, Saturday 10 October. */
  private static final WorkingCalendar OFFICE =
      new WorkingCalendar(
          "office",
          SHANGHAI,
          Schedule.parse(List.of("MON-FRI 08:30-12:00", "MON-FRI 13:30-17:30")),
          Set.copyOf(LocalDate.of(2026, 10, 1).datesUntil(LocalDate.of(2026, 10, 8)).toList()),
          Set.of(LocalDate.of(2026, 9, 20), LocalDate.of(2026, 10, 10)));

  private static final WorkingCalendar NIGHT =
      new WorkingCalendar(
          "night",
          BERLIN,
          Schedule.parse(List.of("MON-SUN 22:00-06:00", "SAT,SUN 05:00-09:00")),
          Set.of(LocalDate.of(2026, 12, 24)),
          Set.of());

  private static final WorkingCalendar WEEKLY =
      new WorkingCalendar(
          "weekly", BERLIN, Schedule.parse(List.of("SUN 01:30-03:30")), Set.of(), Set.of());

  static Stream<WorkingCalendar> calendars() {
    return Stream.of(OFFICE, NIGHT, WEEKLY, WorkingCalendar.NATURAL);
  }

  // 2026-11-27 is a Friday.
  @ParameterizedTest
  @CsvSource({
    "2026-11-27T09:00, PT2H, 2026-11-27T11:00",
    "2026-11-27T11:00, PT2H, 2026-11-27T14:30",
    "2026-11-27T13:30, PT4H, 2026-11-27T17:30",
    "2026-11-27T13:30, PT4H1M, 2026-11-30T08:31",
    "2026-11-27T23:00, PT4H, 2026-11-30T14:00",
    "2026-11-28T12:00, PT1S, 2026-11-30T08:30:01",
    "2026-11-27T09:00, PT0S, 2026-11-27T09:00",
    "2026-09-30T16:30, PT2H, 2026-10-08T09:30",
    "2026-10-09T16:30, PT2H, 2026-10-10T09:30",
    "2026-09-19T10:00, PT4H, 2026-09-20T14:00",
    "2026-11-30T09:00, -PT2H, 2026-11-27T16:00",
    "2026-10-08T09:30, -PT2H, 2026-09-30T16:30",
  })
  void countsOfficeHoursAlone(LocalDateTime from, Duration span, LocalDateTime due) {
    assertThat(OFFICE.plus(at(from), span)).isEqualTo(at(due));
  }

  @Test
  void aWorkingDayIsAsLongAsTheFirstOfTheWeek() {
    assertThat(OFFICE.workingDay()).isEqualTo(Duration.ofMinutes(450));
    assertThat(NIGHT.workingDay()).isEqualTo(Duration.ofHours(8));
    assertThat(WorkingCalendar.NATURAL.workingDay()).isEqualTo(Duration.ofHours(24));
    assertThat(OFFICE.plus(at(LocalDateTime.parse("2026-11-27T10:00")), days(2)))
        .isEqualTo(at(LocalDateTime.parse("2026-12-01T10:00")));
  }

  @Test
  void anHourThatTheClockSkipsDoesNotCountAndOneThatComesTwiceDoes() {
    Instant spring = Instant.parse("2027-03-28T00:00:00Z");
    Instant autumn = Instant.parse("2026-10-24T23:00:00Z");
    assertThat(WEEKLY.between(spring, spring.plus(Duration.ofHours(4))))
        .isEqualTo(Duration.ofHours(1));
    assertThat(WEEKLY.between(autumn, autumn.plus(Duration.ofHours(5))))
        .isEqualTo(Duration.ofHours(3));
  }

  @ParameterizedTest
  @MethodSource("calendars")
  void whatIsAddedLiesBetween(WorkingCalendar calendar) {
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      Instant from = any(random);
      Duration span = span(random);
      assertThat(calendar.between(from, calendar.plus(from, span))).isEqualTo(span);
      assertThat(calendar.between(calendar.plus(from, span.negated()), from)).isEqualTo(span);
    }
  }

  @ParameterizedTest
  @MethodSource("calendars")
  void whoBeginsLaterOrHasMoreTimeIsNeverDueEarlier(WorkingCalendar calendar) {
    Random random = new Random(2);
    for (int i = 0; i < 300; i++) {
      Instant from = any(random);
      Instant later = from.plusSeconds(random.nextInt(200_000));
      Duration span = span(random);
      Duration longer = span.plusSeconds(1 + random.nextInt(100_000));
      assertThat(calendar.plus(later, span)).isAfterOrEqualTo(calendar.plus(from, span));
      assertThat(calendar.plus(from, longer)).isAfter(calendar.plus(from, span));
      assertThat(calendar.plus(from, span)).isAfterOrEqualTo(from.plus(span));
    }
  }

  @ParameterizedTest
  @MethodSource("calendars")
  void twoSpansAreAsLongAsBothTogether(WorkingCalendar calendar) {
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      Instant from = any(random);
      Duration a = span(random);
      Duration b = span(random);
      assertThat(calendar.plus(calendar.plus(from, a), b))
          .isEqualTo(calendar.plus(from, a.plus(b)));
      Instant end = from.plusSeconds(random.nextInt(10_000_000));
      Instant middle = from.plusSeconds(random.nextInt(10_000_000));
      assertThat(calendar.between(from, middle).plus(calendar.between(middle, end)))
          .isEqualTo(calendar.between(from, end));
      assertThat(calendar.between(end, from)).isEqualTo(calendar.between(from, end).negated());
    }
  }

  @ParameterizedTest
  @MethodSource("calendars")
  void nothingIsDueOutsideOfItsHours(WorkingCalendar calendar) {
    Random random = new Random(4);
    for (int i = 0; i < 300; i++) {
      Instant due = calendar.plus(any(random), span(random));
      assertThat(calendar.contains(due.minusNanos(1000))).isTrue();
    }
  }

  @Test
  void aCalendarWithoutHoursIsRefused() {
    assertThatThrownBy(
            () -> new WorkingCalendar("empty", SHANGHAI, Schedule.ALWAYS, Set.of(), Set.of()))
        .isInstanceOf(CityException.class)
        .hasMessage("hours: none (expected: hours of the week, such as MON-FRI 08:30-17:30)");
  }

  @Test
  void aDayIsNotBothHolidayAndMadeUp() {
    Set<LocalDate> day = Set.of(LocalDate.of(2026, 10, 1));
    assertThatThrownBy(() -> new WorkingCalendar("both", SHANGHAI, OFFICE.week(), day, day))
        .hasMessage("makeUpDays: 2026-10-01 (expected: a day that is no holiday)");
  }

  @Test
  void whereNothingIsEverWorkedADeadlineLiesTenYearsOff() {
    WorkingCalendar never =
        new WorkingCalendar(
            "never",
            SHANGHAI,
            OFFICE.week(),
            Set.copyOf(LocalDate.of(2026, 1, 1).datesUntil(LocalDate.of(2040, 1, 1)).toList()),
            Set.of());
    Instant from = at(LocalDateTime.parse("2026-11-27T09:00"));
    assertThat(never.plus(from, Duration.ofHours(1)))
        .isBetween(from.plus(Duration.ofDays(3650)), from.plus(Duration.ofDays(3670)));
  }

  @ParameterizedTest
  @CsvSource({"PT4H, 0, PT4H", "P2D, 2, PT0S", "P1DT30M, 1, PT30M"})
  void readsHoursAndDays(String text, int days, Duration time) {
    assertThat(TimeLimit.parse(text)).isEqualTo(new TimeLimit(days, time)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({"P", "4h", "P-1D", "P400D", "PT-4H", "PTX", "''"})
  void refusesWhatIsNoTimeLimit(String text) {
    assertThatThrownBy(() -> TimeLimit.parse(text)).isInstanceOf(CityException.class);
  }

  private static Duration days(int days) {
    return new TimeLimit(days, Duration.ZERO).in(OFFICE);
  }

  private static Instant any(Random random) {
    // Two years, with four changes of clocks in Berlin.
    return Instant.parse("2026-01-01T00:00:00Z").plusMillis(random.nextLong(63_000_000_000L));
  }

  private static Duration span(Random random) {
    return Duration.ofMillis(1 + random.nextLong(100 * 3_600_000L));
  }

  private static Instant at(LocalDateTime local) {
    return local.atZone(SHANGHAI).toInstant();
  }
}
