package io.cityward.scenes.parking;

import static io.cityward.scenes.parking.Street.KERB;
import static io.cityward.scenes.parking.Street.START;
import static io.cityward.scenes.parking.Street.ZONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.core.Box;
import io.cityward.core.Polygon;
import io.cityward.scenes.Finding;
import io.cityward.scenes.Zone;
import io.cityward.scenes.ZoneKind;
import io.cityward.scenes.parking.Street.Car;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Bus stops, loading zones, hours, and vehicles without a motor. Begins at 16:00 in Shanghai. */
class ParkingRuleTest {

  /** Far from {@link Street#KERB}, in a zone of its own. */
  private static final Box BAY = new Box(0.05, 0.55, 0.25, 0.75);

  private static final Zone LEFT =
      new Zone("left", ZoneKind.NO_PARKING, Polygon.of(0, 0.5, 0.3, 0.5, 0.3, 0.9, 0, 0.9));
  private static final Zone RIGHT =
      new Zone("right", ZoneKind.NO_PARKING, Polygon.of(0.3, 0.5, 1, 0.5, 1, 0.9, 0.3, 0.9));
  private static final Zone LANE = new Zone("lane", ZoneKind.FIRE_LANE, RIGHT.polygon());

  private static final Car CAR = Car.at(KERB, 1);
  private static final Car BUS = CAR.label("bus");
  private static final Car BICYCLE = CAR.label("bicycle");

  @Test
  void aZoneCanAllowLongerThanTheOthersForLoading() {
    Street street = new Street("{dwell: PT20S, zones: {left: {dwell: PT60S}}}", 2, LEFT, RIGHT);

    street.show(59, CAR, Car.at(BAY, 3));
    assertThat(street.begun()).extracting(Finding::zoneId).containsExactly("right");

    street.show(5, CAR, Car.at(BAY, 3));
    assertThat(street.begun()).extracting(Finding::zoneId).containsExactly("right", "left");
    assertThat(street.begun().get(1).due()).isEqualTo(START.plusSeconds(60));
    assertThat(street.begun().get(1).reason()).contains("(allowed 60 s)");
  }

  @Test
  void busesMayStandAtTheirStop() {
    Street stop = new Street("{dwell: PT20S, zones: {right: {classes: [car, truck]}}}", 2, RIGHT);

    assertThat(stop.show(120, BUS).findings()).isEmpty();
  }

  @Test
  void aCarAtABusStopIsAnAlertAllTheSame() {
    Street stop = new Street("{dwell: PT20S, zones: {right: {classes: [car, truck]}}}", 2, RIGHT);

    assertThat(stop.show(30, CAR).begun()).hasSize(1);
  }

  @Test
  void aBusThatIsNowAndThenTakenForATruckIsABus() {
    Street stop = new Street("{dwell: PT20S, zones: {right: {classes: [car, truck]}}}", 2, RIGHT);

    stop.play(120, t -> List.of((int) t % 3 == 0 ? BUS.label("truck") : BUS));

    assertThat(stop.findings()).isEmpty();
  }

  @Test
  void aBusMayStandLongerThanACarWhereItsClassIsGivenItsOwnTime() {
    String yaml = "{dwell: PT20S, dwellOf: {bus: PT60S}}";
    Street car = new Street(yaml, 2, RIGHT);
    Street bus = new Street(yaml, 2, RIGHT);

    assertThat(car.show(30, CAR).begun()).hasSize(1);
    assertThat(bus.show(59, BUS).begun()).isEmpty();
    assertThat(bus.show(5, BUS).begun()).extracting(Finding::due).containsExactly(at(60));
  }

  @Test
  void aZoneCountsWithinItsHoursAlone() {
    String yaml = "{dwell: PT20S, zones: {right: {schedule: ['16:01-16:03']}}}";
    Street street = new Street(yaml, 2, RIGHT);

    street.show(60, CAR);
    assertThat(street.findings()).isEmpty();
    street.show(19, CAR);
    assertThat(street.begun()).isEmpty();
    street.show(41, CAR);
    assertThat(street.begun()).extracting(Finding::began).containsExactly(at(60));
    street.show(120, CAR);

    assertThat(street.begun()).hasSize(1);
    assertThat(street.ended()).extracting(Finding::seen).containsExactly(at(180));
  }

  @Test
  void ofTwoZonesInOnePlaceTheFirstThatHoldsDecides() {
    Zone loading = new Zone("loading", ZoneKind.NO_PARKING, RIGHT.polygon());
    String yaml = "{dwell: PT20S, zones: {loading: {dwell: PT60S, schedule: ['16:00-16:30']}}}";
    Street street = new Street(yaml, 2, loading, RIGHT);

    street.show(70, CAR);
    assertThat(street.begun()).extracting(Finding::zoneId).containsExactly("loading");
    street.jump(Duration.ofMinutes(30)).show(30, CAR);

    assertThat(street.begun()).extracting(Finding::zoneId).containsExactly("loading", "right");
  }

  @Test
  void bicyclesCountOnlyWhereTheyAreAskedFor() {
    Street usual = new Street("dwell: PT20S", 2, RIGHT);

    assertThat(usual.show(60, BICYCLE).findings()).isEmpty();
  }

  @Test
  void aBicycleIsAnEventOfItsOwn() {
    Street street =
        new Street("{dwell: PT20S, classes: [car, bus, truck, bicycle]}", 2, LEFT, RIGHT);

    street.show(30, BICYCLE, Car.at(BAY, 3));

    assertThat(street.begun())
        .extracting(Finding::zoneId, Finding::kind)
        .containsExactlyInAnyOrder(Tuple.tuple("right", "non-motor"), Tuple.tuple("left", ""));
  }

  @Test
  void aBicycleInAFireLaneBlocksTheFireLane() {
    Street street = new Street("{dwell: PT20S, classes: [bicycle]}", 2, LANE);

    assertThat(street.show(30, BICYCLE).begun()).extracting(Finding::kind).containsExactly("");
  }

  @Test
  void aBicycleInFrontOfAParkedCarIsNoPartOfTheCar() {
    Box inFront = new Box(0.42, 0.62, 0.50, 0.76);
    Street street = new Street("{dwell: PT20S, classes: [car, bicycle]}", 2, RIGHT);

    street.show(40, CAR, new Car(inFront, 9, "bicycle", 0.4));

    assertThat(street.begun()).extracting(Finding::kind).containsExactlyInAnyOrder("", "non-motor");
  }

  @Test
  void aClutteredPlaceCanCountWhatIsSeenArrivingAlone() {
    String yaml = "{dwell: PT20S, arrivedOnly: true}";
    Street sign = new Street(yaml, 2, ZONE);
    Street arriving = new Street(yaml, 2, ZONE);

    assertThat(sign.show(120, CAR).findings()).isEmpty();
    assertThat(arriving.play(8, ParkingRuleTest::arriving).show(30, CAR).begun()).hasSize(1);
  }

  @Test
  void tellsWhatArrivedFromWhatStoodThereFromTheFirstLookOn() {
    Street before = new Street("dwell: PT20S", 2, ZONE);
    Street arriving = new Street("dwell: PT20S", 2, ZONE);
    Street unseen = new Street("dwell: PT20S", 2, ZONE);

    assertThat(before.show(30, CAR).begun().get(0).reason()).contains("from the first look on");
    assertThat(arriving.play(8, ParkingRuleTest::arriving).show(30, CAR).begun().get(0).reason())
        .contains("car: seen arriving");
    assertThat(unseen.show(20).show(30, CAR).begun().get(0).reason()).contains("not seen arriving");
  }

  private static List<Car> arriving(double t) {
    double left = Math.max(0, 0.4 - t / 15);
    return List.of(
        Car.at(new Box(KERB.left() + left, KERB.top(), KERB.right() + left, KERB.bottom()), 1));
  }

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }
}
