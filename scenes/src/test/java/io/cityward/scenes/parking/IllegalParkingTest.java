package io.cityward.scenes.parking;

import static io.cityward.scenes.parking.Street.KERB;
import static io.cityward.scenes.parking.Street.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.core.Box;
import io.cityward.scenes.Finding;
import io.cityward.scenes.Finding.Phase;
import io.cityward.scenes.parking.Street.Car;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IllegalParkingTest {

  private static final Duration DWELL = Duration.ofSeconds(20);
  private static final Car CAR = Car.at(KERB, 1);
  private static final Car BUS = new Car(new Box(0.30, 0.30, 0.75, 0.85), 2, "bus", 0.6);

  private final Street street = new Street(DWELL, 2);

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2, 5, 25})
  void alarmsOnceForACarThatStandsLongerThanTheDwellAtAnyRate(double framesPerSecond) {
    Street any = new Street(DWELL, framesPerSecond).show(60, CAR);

    assertThat(any.begun()).hasSize(1);
    Finding finding = any.begun().get(0);
    assertThat(finding.began()).isEqualTo(START);
    assertThat(finding.due()).isEqualTo(START.plus(DWELL));
    assertThat(Duration.between(finding.due(), finding.seen()))
        .isBetween(Duration.ZERO, Duration.ofSeconds(2));
    assertThat(finding.box()).isEqualTo(KERB);
    assertThat(finding.zoneId()).isEqualTo("kerb");
    assertThat(finding.reason()).contains("20 s").contains("kerb");
  }

  @Test
  void saysNothingBeforeTheDwellIsOver() {
    assertThat(street.show(19.5, CAR).findings()).isEmpty();
  }

  @Test
  void refreshesAFindingWhileTheCarStands() {
    street.show(60, CAR);

    assertThat(street.findings())
        .extracting(Finding::phase)
        .containsExactly(Phase.BEGUN, Phase.ONGOING, Phase.ONGOING, Phase.ONGOING);
    assertThat(street.findings()).extracting(Finding::trackId).containsOnly(trackId());
  }

  @Test
  void addsUpWhatTheDetectorSeesInThreeOfFourLooks() {
    street.play(40, t -> List.of(CAR.score((int) (2 * t) % 4 == 0 ? 0 : 0.42)));

    assertThat(street.begun()).hasSize(1);
  }

  @Test
  void keepsTheStayWhileTheDetectorIsBlindForAWhile() {
    street.show(12, CAR.score(0.6)).show(10, CAR.score(0)).show(5, CAR.score(0.6));

    assertThat(street.begun()).hasSize(1);
    assertThat(street.begun().get(0).began()).isEqualTo(START);
  }

  @Test
  void doesNotTakeFaintClutterForACar() {
    assertThat(street.show(300, CAR.score(0.22)).findings()).isEmpty();
  }

  @Test
  void doesNotTakeClutterThatIsSeenNowAndThenForACar() {
    street.play(300, t -> List.of(CAR.score((int) (2 * t) % 2 == 0 ? 0.42 : 0)));

    assertThat(street.findings()).isEmpty();
  }

  @Test
  void believesAFaintThingThatWasSeenArriving() {
    street
        .play(6, t -> List.of(Car.at(shifted(KERB, 0.4 - t / 15), 1).score(0.24)))
        .show(30, CAR.score(0.24));

    assertThat(street.begun()).hasSize(1);
    assertThat(street.begun().get(0).reason()).startsWith("car: seen arriving");
  }

  @Test
  void survivesABusThatPassesInFront() {
    street.show(10, CAR).show(6, CAR.score(0), BUS).show(30, CAR);

    assertThat(street.begun()).hasSize(1);
    assertThat(street.begun().get(0).began()).isEqualTo(START);
    assertThat(street.ended()).isEmpty();
  }

  @Test
  void keepsOneFindingWhenABusStandsInFrontForAMinute() {
    street.show(30, CAR).show(60, CAR.score(0), BUS).show(30, CAR);

    assertThat(street.begun()).extracting(Finding::box).filteredOn(KERB::equals).hasSize(1);
    assertThat(street.ended()).extracting(Finding::box).doesNotContain(KERB);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2, 5})
  void doesNotAlarmForTrafficThatPasses(double framesPerSecond) {
    Street busy = new Street(DWELL, framesPerSecond);

    busy.play(120, t -> List.of(Car.at(shifted(KERB, 0.35 - 0.7 * (t % 4) / 4), (int) (t / 4))));

    assertThat(busy.findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2, 5})
  void doesNotAddUpTheWaitsOfAQueue(double framesPerSecond) {
    Street queue = new Street(Duration.ofSeconds(25), framesPerSecond);

    queue.play(110, t -> List.of(Car.at(KERB, (int) (t / 22))));

    assertThat(queue.findings()).isEmpty();
  }

  @Test
  void countsTheNextCarInAPlaceFromItsOwnArrival() {
    street.show(15, Car.at(KERB, 1)).show(30, Car.at(KERB, 7));

    assertThat(street.begun()).hasSize(1);
    assertThat(street.begun().get(0).began()).isEqualTo(START.plusSeconds(15));
  }

  @Test
  void endsWhenTheCarLeaves() {
    street.show(30, CAR).show(60);

    assertThat(street.ended()).hasSize(1);
    assertThat(street.ended().get(0).trackId()).isEqualTo(trackId());
    assertThat(street.ended().get(0).seen()).isEqualTo(START.plusMillis(29_500));
  }

  @Test
  void makesANewFindingForTheCarThatTakesThePlace() {
    street.show(30, Car.at(KERB, 1)).show(90, Car.at(KERB, 7));

    assertThat(street.begun()).hasSize(2);
    assertThat(street.begun()).extracting(Finding::trackId).doesNotHaveDuplicates();
    assertThat(street.ended()).extracting(Finding::trackId).containsExactly(trackId());
  }

  @Test
  void ignoresWhatStandsOutsideTheZone() {
    assertThat(street.show(60, Car.at(shifted(KERB, 0, -0.4), 1)).findings()).isEmpty();
  }

  @Test
  void ignoresOtherThingsThanVehicles() {
    assertThat(street.show(60, CAR.label("person")).findings()).isEmpty();
  }

  @Test
  void countsACarThatIsNowAndThenTakenForATruckOnce() {
    street.play(60, t -> List.of(CAR.label((int) t % 2 == 0 ? "car" : "truck")));

    assertThat(street.begun()).hasSize(1);
  }

  @Test
  void reportsACarOnceWhenTheDetectorOutlinesAPartOfItToo() {
    Box bonnet = new Box(0.40, 0.60, 0.49, 0.75);

    street.show(60, CAR, new Car(bonnet, 1, "car", 0.35));

    assertThat(street.begun()).extracting(Finding::box).containsExactly(KERB);
  }

  @Test
  void reportsTwoCarsThatStandSideBySide() {
    street.show(60, CAR, Car.at(shifted(KERB, 0.18), 5));

    assertThat(street.begun()).hasSize(2);
  }

  @Test
  void bearsAChangeOfLight() {
    street.show(15, CAR).brightness(0.5).show(15, CAR).brightness(1.4).show(30, CAR);

    assertThat(street.begun()).hasSize(1);
    assertThat(street.begun().get(0).began()).isEqualTo(START);
    assertThat(street.ended()).isEmpty();
  }

  @Test
  void ignoresBlackPictures() {
    street.show(15, CAR).brightness(0).show(5).brightness(1).show(10, CAR);

    assertThat(street.begun()).hasSize(1);
    assertThat(street.begun().get(0).began()).isEqualTo(START);
  }

  @Test
  void startsAnewAfterAGapOfMoreThanAMinute() {
    street.show(15, CAR).jump(Duration.ofSeconds(61));
    var back = street.now();
    street.show(30, CAR);

    assertThat(street.begun()).hasSize(1);
    assertThat(street.begun().get(0).began()).isEqualTo(back);
  }

  @Test
  void startsAnewWhenTimeGoesBack() {
    street.show(30, CAR).jump(Duration.ofSeconds(-30)).show(15, CAR);
    assertThat(street.begun()).hasSize(1);

    street.show(15, CAR);
    assertThat(street.begun()).hasSize(2);
    assertThat(street.begun()).extracting(Finding::trackId).doesNotHaveDuplicates();
  }

  @Test
  void givesTheSameFindingsForTheSameLooks() {
    Street again = new Street(DWELL, 2);

    for (Street each : List.of(street, again)) {
      each.show(30, CAR).show(8, CAR.score(0), BUS).show(40, CAR).show(40);
    }

    assertThat(street.findings()).isNotEmpty().isEqualTo(again.findings());
  }

  private String trackId() {
    return street.begun().get(0).trackId();
  }

  private static Box shifted(Box box, double dx) {
    return shifted(box, dx, 0);
  }

  private static Box shifted(Box box, double dx, double dy) {
    return new Box(box.left() + dx, box.top() + dy, box.right() + dx, box.bottom() + dy);
  }
}
