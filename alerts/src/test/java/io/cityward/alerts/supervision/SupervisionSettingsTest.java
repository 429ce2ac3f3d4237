package io.cityward.alerts.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.calendar.TimeLimit;
import io.cityward.alerts.calendar.WorkingCalendar;
import io.cityward.alerts.notice.Level;
import io.cityward.core.CityException;
import io.cityward.core.settings.SettingsFile;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SupervisionSettingsTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  @Test
  void needsNothingToBeSet() {
    assertThat(read("")).isEqualTo(SupervisionSettings.usual(SHANGHAI));
  }

  @Test
  void readsEveryKey() {
    SupervisionSettings settings =
        read(
            """
            calendars:
              shifts:
                timeZone: Europe/Berlin
                hours: ["MON-SUN 22:00-06:00"]
                holidays: [2027-01-01, 2027-02-05..2027-02-07]
                makeUpDays: [2027-01-31]
            severities: [{scenes: [garbage-pile], severity: high}]
            limits: [{events: ["06010"], severities: [high, urgent], calendar: shifts, handle: P1DT2H}]
            escalation: [{remind: PT2H, after: [PT0S, P1D]}]
            level: street
            extensions: 1
            longestExtension: P3D
            longestSuspension: P10D
            look: PT1S
            settle: PT1M
            """);
    WorkingCalendar shifts = settings.calendars().of("shifts");
    assertThat(shifts.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(shifts.holidays())
        .contains(LocalDate.of(2027, 2, 5), LocalDate.of(2027, 2, 7))
        .hasSize(4);
    assertThat(settings.limits())
        .containsExactly(
            new LimitRule(
                new Scope(List.of("06010"), Set.of(Severity.HIGH, Severity.URGENT)),
                "shifts",
                Map.of(OrderStep.HANDLE, new TimeLimit(1, Duration.ofHours(2)))));
    assertThat(settings.escalations().get(0).after()).hasSize(2);
    assertThat(settings.level()).isEqualTo(Level.STREET);
    assertThat(settings.longestSuspension()).isEqualTo(Duration.ofDays(10));
  }

  @Test
  void namesEverythingThatIsWrongTogether() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    calendars:
                      empty: {hours: []}
                      odd: {hours: ["MO 8-17"], holidays: [tomorrow], timeZone: Mars}
                    severities: [{severity: huge}]
                    limits: [{handle: 4h, severities: [some]}]
                    escalation: [{after: [soon]}]
                    level: galaxy
                    """))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("calendars.empty.hours: none")
        .hasMessageContaining("MO 8-17")
        .hasMessageContaining("calendars.odd.holidays: tomorrow")
        .hasMessageContaining("calendars.odd.timeZone: Mars")
        .hasMessageContaining("severities[0].severity: \"huge\"")
        .hasMessageContaining("limits[0].handle: 4h")
        .hasMessageContaining("limits[0].severities: some")
        .hasMessageContaining("soon")
        .hasMessageContaining("level: \"galaxy\"");
  }

  @Test
  void refusesRulesThatContradict() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    limits:
                      - {calendar: nowhere, handle: PT1H}
                      - {calendar: natural, accept: PT5H, handle: PT4H}
                    escalation: [{after: [PT2H, PT1H]}]
                    """))
        .hasMessageContaining("limits[0].calendar: nowhere (expected: one of [natural, working])")
        .hasMessageContaining("limits[1].accept: PT5H (expected: no longer than handle")
        .hasMessageContaining("escalation[0].after: PT1H (expected: longer than the one before");
  }

  private static SupervisionSettings read(String yaml) {
    return SettingsFile.parse(
        yaml, "cityward.yml", section -> SupervisionSettings.read(section, SHANGHAI));
  }
}
