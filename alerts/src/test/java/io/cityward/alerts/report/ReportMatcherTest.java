package io.cityward.alerts.report;

import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.PARKING;
import static io.cityward.alerts.Findings.at;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.alert.Place;
import io.cityward.alerts.alert.Subject;
import io.cityward.alerts.dedup.Distance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Cases lie at 31.2 north, 121.5 east; a thousandth of a degree north are 111 m. */
class ReportMatcherTest {

  private final ReportMatcher matcher =
      new ReportMatcher(new ReportSettings(50, Duration.ofHours(1), Set.of()));

  @Test
  void joinsTheNearestCaseWithinTheRadius() {
    Place here = new Place("", "", 31.2003, 121.5);
    List<Alert> open = List.of(alert(1, 31.2, 121.5), alert(2, 31.2004, 121.5));
    assertThat(matcher.match(here, at(0), open).orElseThrow())
        .isEqualTo(new ReportMatcher.Match(new AlertId(2), "A-0000000002 is open 11 m away"));
  }

  @Test
  void leavesWhatIsFartherAway() {
    Place here = new Place("", "", 31.2005, 121.5);
    assertThat(matcher.match(here, at(0), List.of(alert(1, 31.2, 121.5)))).isEmpty();
  }

  @Test
  void joinsAPlaceOfTheSameNameWithoutAPosition() {
    Place here = new Place("Renmin Road 12", "A1", 0, 0);
    assertThat(matcher.match(here, at(0), List.of(alert(1, 0, 0))).orElseThrow().reason())
        .isEqualTo("A-0000000001 is open at the same place, Renmin Road 12");
    assertThat(
            matcher.match(new Place("Renmin Road 12", "A2", 0, 0), at(0), List.of(alert(1, 0, 0))))
        .isEmpty();
  }

  @Test
  void joinsAPlaceOfTheSameId() {
    Place here = new Place("gate-7", "", "", 0, 0);
    Alert there = alert(1, new Place("Renmin Road 12", "A1", 31.2, 121.5));
    Alert shared = alert(1, new Place("gate-7", "Renmin Road 12", "A1", 31.2, 121.5));
    assertThat(matcher.match(here, at(0), List.of(shared)).orElseThrow().reason())
        .isEqualTo("A-0000000001 is open at place gate-7");
    assertThat(matcher.match(here, at(0), List.of(there))).isEmpty();
  }

  @Test
  void takesNoPositionForNoPlace() {
    assertThat(matcher.match(new Place("", "", 0, 0), at(0), List.of(alert(1, 0, 0)))).isEmpty();
  }

  @Test
  void leavesWhatWasSeenAtAnotherTime() {
    Place here = new Place("", "", 31.2, 121.5);
    List<Alert> open = List.of(alert(1, 31.2, 121.5));
    Instant seen = at(20);
    assertThat(matcher.match(here, seen.plus(Duration.ofHours(1)), open)).isPresent();
    assertThat(matcher.match(here, seen.plus(Duration.ofMinutes(61)), open)).isEmpty();
    assertThat(matcher.match(here, at(0).minus(Duration.ofMinutes(61)), open)).isEmpty();
  }

  @Test
  void ofTwoAtOnePlaceJoinsTheNewer() {
    Place here = new Place("", "", 31.2, 121.5);
    List<Alert> open = List.of(alert(1, 31.2, 121.5), alert(2, 31.2, 121.5));
    assertThat(matcher.match(here, at(0), open).orElseThrow().alert()).isEqualTo(new AlertId(2));
  }

  @Test
  void theReachHoldsTheWholeRadius() {
    Place here = new Place("", "", 60, 10);
    double[] reach = matcher.reach(here);
    assertThat(Distance.metres(here, new Place("", "", 60 + reach[0], 10)))
        .isCloseTo(50, within(0.1));
    assertThat(Distance.metres(here, new Place("", "", 60, 10 + reach[1])))
        .isCloseTo(50, within(0.1));
  }

  private static Alert alert(int number, double latitude, double longitude) {
    return alert(number, new Place("Renmin Road 12", "A1", latitude, longitude));
  }

  private static Alert alert(int number, Place place) {
    Subject plain = subject("cam-1", PARKING, "A1");
    Subject moved =
        new Subject(
            plain.camera(),
            plain.cameraName(),
            place,
            plain.scene(),
            plain.zoneId(),
            plain.zoneKind(),
            plain.eventCode(),
            plain.eventName());
    return Alert.opened(
        new AlertId(number),
        new OrderId(number),
        report(moved, "f-" + number, "t-1", Phase.BEGUN, 0, 20, KERB),
        at(20),
        "new");
  }
}
