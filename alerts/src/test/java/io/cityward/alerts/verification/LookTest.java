package io.cityward.alerts.verification;

import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.PARKING;
import static io.cityward.alerts.Findings.at;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.alert.Place;
import io.cityward.alerts.alert.Subject;
import io.cityward.alerts.verification.Look.Seen;
import io.cityward.core.CameraId;
import io.cityward.core.settings.SettingsFile;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final Instant HANDLED = at(60);

  private static Alert seen(Phase phase, double seconds) {
    return Alert.opened(
        new AlertId(1), new OrderId(1), report("f-1", "t-1", phase, seconds, KERB), at(2), "new");
  }

  private static Look look(Alert alert, double likeness) {
    return Look.of(alert, HANDLED, new Glance.Sight(Optional.empty(), OptionalDouble.of(likeness)));
  }

  @Test
  void isClearOnceTheSceneHasSeenItGo() {
    assertThat(look(seen(Phase.ENDED, 70), 0.2).seen()).isEqualTo(Seen.CLEAR);
  }

  @Test
  void isPresentIfTheSceneHasSeenItSinceItWasHandled() {
    assertThat(look(seen(Phase.ONGOING, 61), 0.2))
        .isEqualTo(new Look(Seen.PRESENT, "still seen at " + at(61)));
  }

  @Test
  void isUnclearAsLongAsTheSceneHasNotLookedSince() {
    assertThat(look(seen(Phase.ONGOING, 59), 0.2).seen()).isEqualTo(Seen.UNCLEAR);
  }

  @Test
  void isUnclearIfThePlaceLooksAsItDidAlthoughTheSceneSeesNothing() {
    Look look = look(seen(Phase.ENDED, 70), 0.97);
    assertThat(look.seen()).isEqualTo(Seen.UNCLEAR);
    assertThat(look.reason()).contains("looks as it did (0.97 of 1)");
  }

  @Test
  void isUnclearIfTheCameraIsBlind() {
    assertThat(Look.of(seen(Phase.ENDED, 70), HANDLED, new Glance.Blind("camera down")))
        .isEqualTo(new Look(Seen.UNCLEAR, "camera down"));
  }

  @ParameterizedTest
  @CsvSource({
    // Hours, time in UTC, next; Shanghai is eight hours ahead.
    "07:00-18:00, 2026-11-25T00:00:00Z, 2026-11-25T00:00:00Z",
    "07:00-18:00, 2026-11-25T10:00:00Z, 2026-11-25T23:00:00Z",
    "22:00-06:00, 2026-11-25T21:00:00Z, 2026-11-25T21:00:00Z",
    "22:00-06:00, 2026-11-25T22:00:00Z, 2026-11-26T14:00:00Z",
    "SAT 07:00-18:00, 2026-11-25T00:00:00Z, 2026-11-27T23:00:00Z"
  })
  void looksWithinTheHours(String hours, Instant due, Instant next) {
    VerificationSettings settings = read("{hours: ['" + hours + "']}");
    assertThat(settings.usual().within(due, settings.zone())).isEqualTo(next);
  }

  @Test
  void refusesWhatAreNoHoursAndLooksThatNeverCome() {
    assertThatThrownBy(() -> read("{hours: [noon], looks: 0}"))
        .hasMessageContaining("noon")
        .hasMessageContaining("looks: 0");
    assertThatThrownBy(() -> read("{giveUp: PT1M}")).hasMessageContaining("giveUp: PT1M");
  }

  @Test
  void leavesToPeopleWhatNoCameraCanSee() {
    Subject byHand =
        new Subject(
            new CameraId("by-hand"), "", Place.UNKNOWN, "report", "", "", PARKING, "a report");
    VerificationSettings settings = read("{}");
    assertThat(settings.of(byHand).mode()).isEqualTo(VerificationPolicy.Mode.PERSON);
    assertThat(settings.of(subject("cam-1", PARKING, "A1")).mode())
        .isEqualTo(VerificationPolicy.Mode.CAMERA);
  }

  private static VerificationSettings read(String yaml) {
    return SettingsFile.parse(
        yaml, "test.yml", section -> VerificationSettings.read(section, SHANGHAI));
  }
}
