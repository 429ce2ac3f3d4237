package io.cityward.alerts.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.core.Schedule;
import io.cityward.core.settings.SettingsFile;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RosterTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final Roster ROSTER =
      SettingsFile.parse(
          """
          shifts:
            - {hours: ["MON-FRI 08:00-20:00"], people: [li]}
            - {hours: ["20:00-08:00", "SAT,SUN"], people: [wang]}
            - {from: "2026-10-01", until: "2026-10-07", hours: ["08:00-20:00"], people: [zhao]}
          """,
          "cityward.yml",
          section -> Roster.read("street", section));

  @Test
  void knowsWhoIsOnDutyByDayAndHour() {
    // A Wednesday.
    assertThat(at("2026-11-25T10:00:00")).containsExactly("li");
    assertThat(at("2026-11-25T21:00:00")).containsExactly("wang");
    assertThat(at("2026-11-28T10:00:00")).containsExactly("wang");
  }

  @Test
  void goesByShiftsWithDatesAloneOnTheirDays() {
    assertThat(at("2026-10-01T10:00:00")).containsExactly("zhao");
    assertThat(at("2026-10-01T21:00:00")).isEmpty();
    assertThat(at("2026-10-08T10:00:00")).containsExactly("li");
  }

  @Test
  void waitsForTheEndOfQuietHours() {
    Quiet quiet = new Quiet(Optional.of(Schedule.parse(List.of("22:00-07:00"))));
    assertThat(quiet.after(time("2026-11-25T23:00:00"), SHANGHAI))
        .isEqualTo(time("2026-11-26T07:00:00"));
    assertThat(quiet.after(time("2026-11-25T12:00:00"), SHANGHAI))
        .isEqualTo(time("2026-11-25T12:00:00"));
    assertThat(Quiet.NEVER.after(time("2026-11-25T23:00:00"), SHANGHAI))
        .isEqualTo(time("2026-11-25T23:00:00"));
  }

  private static List<String> at(String local) {
    return ROSTER.onDuty(time(local), SHANGHAI);
  }

  private static Instant time(String local) {
    return java.time.LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
  }
}
