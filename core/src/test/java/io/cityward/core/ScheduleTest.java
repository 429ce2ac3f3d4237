package io.cityward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  // 2026-11-25 is a Wednesday.
  @ParameterizedTest
  @CsvSource({
    "MON-FRI 07:00-21:00, 2026-11-25T07:00, true",
    "MON-FRI 07:00-21:00, 2026-11-25T21:00, false",
    "MON-FRI 07:00-21:00, 2026-11-28T12:00, false",
    "FRI-MON 07:00-21:00, 2026-11-29T12:00, true",
    "FRI-MON 07:00-21:00, 2026-11-25T12:00, false",
    "22:00-05:00, 2026-11-25T23:30, true",
    "22:00-05:00, 2026-11-26T04:59, true",
    "22:00-05:00, 2026-11-26T05:00, false",
    "WED 22:00-05:00, 2026-11-26T03:00, true",
    "WED 22:00-05:00, 2026-11-25T03:00, false",
    "SUN 22:00-05:00, 2026-11-30T04:59, true",
    "SUN 22:00-05:00, 2026-11-29T04:59, false",
    "MON-FRI 22:00-05:00, 2026-11-28T03:00, true",
    "FRI-SUN 22:00-24:00, 2026-11-30T00:00, false",
    "00:00-24:00, 2026-11-25T00:00, true",
    "wed, 2026-11-25T00:00, true",
    "WED, 2026-11-25T23:59, true",
    "WED, 2026-11-26T00:00, false",
    "08:00-24:00, 2026-11-25T23:59, true",
    "00:00-00:00, 2026-11-25T12:00, true",
  })
  void holdsInItsWindows(String window, LocalDateTime local, boolean expected) {
    assertThat(Schedule.parse(List.of(window)).contains(at(local), SHANGHAI)).isEqualTo(expected);
  }

  @Test
  void readsDaysInListsAndSpans() {
    Schedule schedule = Schedule.parse(List.of("MON,WED-FRI 09:00-10:00"));
    assertThat(schedule).hasToString("MON,WED,THU,FRI 09:00-10:00");
    assertThat(schedule.contains(at(LocalDateTime.parse("2026-11-26T09:30")), SHANGHAI)).isTrue();
    assertThat(schedule.contains(at(LocalDateTime.parse("2026-11-24T09:30")), SHANGHAI)).isFalse();
  }

  @Test
  void alwaysHoldsWithoutWindows() {
    assertThat(Schedule.ALWAYS.contains(Instant.EPOCH, SHANGHAI)).isTrue();
    assertThat(Schedule.ALWAYS.nextChange(Instant.EPOCH, SHANGHAI)).isEmpty();
    assertThat(Schedule.ALWAYS).hasToString("always");
  }

  @Test
  void tellsWhenItNextChanges() {
    Schedule schedule = Schedule.parse(List.of("MON-FRI 07:00-12:00", "MON-FRI 12:00-21:00"));
    assertThat(schedule.nextChange(at(LocalDateTime.parse("2026-11-25T08:00")), SHANGHAI))
        .contains(at(LocalDateTime.parse("2026-11-25T21:00")));
    assertThat(schedule.nextChange(at(LocalDateTime.parse("2026-11-27T21:00")), SHANGHAI))
        .contains(at(LocalDateTime.parse("2026-11-30T07:00")));
    assertThat(
            Schedule.parse(List.of("TUE 22:00-05:00"))
                .nextChange(at(LocalDateTime.parse("2026-11-25T01:00")), SHANGHAI))
        .contains(at(LocalDateTime.parse("2026-11-25T05:00")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "MO 07:00-08:00",
        "HOLIDAY 07:00-08:00",
        "MON,,TUE",
        "07:00",
        "07:00-",
        "7:00-8:00",
        "07:00:00-08:00:00",
        "07:60-08:00",
        "07:00-24:01",
        "25:00-26:00",
        "07:00-08:00 MON",
        "07:00-08:00, 09:00-10:00",
        "MON-TUE-WED"
      })
  void refusesWhatIsNoWindow(String text) {
    assertThatThrownBy(() -> Schedule.parse(List.of(text)))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("schedule: " + text)
        .hasMessageContaining("such as MON-FRI 07:00-21:00");
  }

  @Test
  void refusesHoursThatAreEmpty() {
    assertThatThrownBy(() -> Schedule.parse(List.of("MON 08:00-08:00")))
        .hasMessage(
            "schedule: MON 08:00-08:00 (expected: an end that is not the beginning; 00:00-24:00 is"
                + " the whole day)");
  }

  @Test
  void refusesABeginningThatCouldBeOfTwoDays() {
    assertThatThrownBy(() -> Schedule.parse(List.of("FRI 24:00-05:00")))
        .hasMessageContaining("expected: 00:00 of the day on which it begins");
  }

  @Test
  void refusesMoreWindowsThanAnybodyReads() {
    assertThatThrownBy(() -> Schedule.parse(java.util.Collections.nCopies(51, "MON")))
        .hasMessage("schedule: 51 windows (expected: at most 50)");
  }

  @Test
  void keepsItsHoursWhenClocksAreChanged() {
    // At 2026-03-29T02:00 clocks in Berlin go on to 03:00.
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Schedule nights = Schedule.parse(List.of("22:00-05:00"));
    Instant evening = LocalDateTime.parse("2026-03-28T23:00").atZone(berlin).toInstant();
    assertThat(nights.nextChange(evening, berlin))
        .contains(LocalDateTime.parse("2026-03-29T05:00").atZone(berlin).toInstant());
  }

  private static Instant at(LocalDateTime local) {
    return local.atZone(SHANGHAI).toInstant();
  }
}
