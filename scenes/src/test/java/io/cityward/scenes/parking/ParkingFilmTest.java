package io.cityward.scenes.parking;

import static io.cityward.scenes.StreetCamera.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cityward.core.Box;
import io.cityward.core.Polygon;
import io.cityward.scenes.Finding;
import io.cityward.scenes.StreetCamera;
import io.cityward.scenes.Zone;
import io.cityward.scenes.ZoneKind;
import io.cityward.testkit.street.Passing;
import io.cityward.testkit.street.ScriptedDetector;
import io.cityward.testkit.street.StreetFilm;
import io.cityward.testkit.street.Trip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parking on generated streets: timing and stays, not how well anything is recognised. */
class ParkingFilmTest {

  private static final double NEVER = Double.POSITIVE_INFINITY;
  private static final Box PLACE = new Box(0.40, 0.54, 0.62, 0.68);
  private static final Box BEHIND = new Box(0.12, 0.54, 0.34, 0.68);
  private static final Box LANE = new Box(0.26, 0.55, 0.76, 0.82);

  private static final Zone KERB =
      new Zone("kerb", ZoneKind.NO_PARKING, Polygon.of(0, 0.5, 1, 0.5, 1, 0.72, 0, 0.72));

  private final StreetCamera camera = camera("dwell: PT30S");

  private static StreetCamera camera(String settings) {
    return new StreetCamera("illegal-parking", settings, ScriptedDetector.small(3), KERB);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2, 5, 25})
  void aCarThatArrivesIsOneAlertFromItsArrivalUntilItLeaves(double framesPerSecond) {
    StreetFilm film = film(framesPerSecond).with(Trip.vehicle("car", 1, PLACE, 20, 90));

    camera.watch(film, 0, 150);

    assertThat(camera.begun()).hasSize(1);
    Finding begun = camera.begun().get(0);
    assertThat(seconds(begun.began())).isBetween(17.0, 20 + 3 / Math.min(1.5, framesPerSecond));
    assertThat(seconds(begun.seen()) - seconds(begun.due())).isBetween(0.0, 4.0);
    assertThat(begun.box().iou(PLACE)).isGreaterThan(0.8);
    assertThat(camera.ended()).hasSize(1);
    assertThat(seconds(camera.ended().get(0).seen())).isCloseTo(90, within(3.0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 5, 25})
  void saysThatItWasSeenArriving(double framesPerSecond) {
    StreetFilm film = film(framesPerSecond).with(Trip.vehicle("car", 1, PLACE, 20, NEVER));

    assertThat(camera.watch(film, 0, 60).begun())
        .extracting(Finding::reason)
        .allMatch(reason -> reason.startsWith("car: seen arriving"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2, 5, 25})
  void staysOneWhileTrafficPassesInFront(double framesPerSecond) {
    StreetFilm film = film(framesPerSecond).with(Trip.parked("car", 1, PLACE, NEVER));
    for (int i = 0; i < 12; i++) {
      film.with(new Passing(i % 3 == 0 ? "bus" : "truck", 20 + i, LANE, 9 + 10 * i, 0.25));
    }

    camera.watch(film, 0, 130);

    assertThat(camera.begun()).hasSize(1);
    assertThat(seconds(camera.begun().get(0).began())).isLessThan(7);
    assertThat(camera.ended()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2, 5})
  void staysOneWhileABusStandsInFrontForAMinute(double framesPerSecond) {
    StreetFilm film =
        film(framesPerSecond)
            .with(Trip.parked("car", 1, PLACE, NEVER), Trip.vehicle("bus", 2, LANE, 45, 105));

    camera.watch(film, 0, 160);

    assertThat(camera.begun()).extracting(Finding::trackId).hasSize(1);
    assertThat(camera.ended()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2, 5, 25})
  void theCarThatTakesThePlaceIsAnotherAlert(double framesPerSecond) {
    StreetFilm film =
        film(framesPerSecond)
            .with(Trip.parked("car", 1, PLACE, 50), Trip.vehicle("car", 4, PLACE, 58, NEVER));

    camera.watch(film, 0, 140);

    assertThat(camera.begun()).extracting(Finding::trackId).hasSize(2).doesNotHaveDuplicates();
    assertThat(seconds(camera.begun().get(1).began())).isCloseTo(58, within(5.0));
    assertThat(camera.ended())
        .extracting(Finding::trackId)
        .containsExactly(camera.begun().get(0).trackId());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2, 5, 25})
  void shortStaysInOnePlaceDoNotAddUp(double framesPerSecond) {
    StreetFilm film = film(framesPerSecond);
    int[] looks = {1, 4, 9, 6, 1, 7};
    for (int i = 0; i < looks.length; i++) {
      film.with(Trip.vehicle("car", looks[i], PLACE, 5 + 30 * i, 25 + 30 * i));
    }

    assertThat(camera.watch(film, 0, 190).findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {5, 25})
  void vehiclesThatLookTheSameDoNotAddUpWhereTheyAreSeenArriving(double framesPerSecond) {
    StreetFilm film = film(framesPerSecond);
    for (int i = 0; i < 6; i++) {
      film.with(Trip.vehicle("car", 3, PLACE, 8 + 30 * i, 28 + 30 * i));
    }

    assertThat(camera.watch(film, 0, 190).findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2, 5, 25})
  void aQueueAtASignalIsNoParking(double framesPerSecond) {
    StreetFilm film = film(framesPerSecond);
    for (int red = 0; red < 4; red++) {
      double from = 10 + 45 * red;
      film.with(
          Trip.vehicle("car", 10 * red + 1, PLACE, from, from + 26),
          Trip.vehicle("car", 10 * red + 2, BEHIND, from + 2, from + 27.5));
    }

    assertThat(camera.watch(film, 0, 190).findings()).isEmpty();
  }

  @Test
  void manySeedsOfADetectorTellTheSame() {
    StreetFilm film = film(2).with(Trip.vehicle("car", 1, PLACE, 20, 90));
    film.with(new Passing("bus", 2, LANE, 70, 0.2));
    for (long seed = 100; seed < 130; seed++) {
      var other =
          new StreetCamera("illegal-parking", "dwell: PT30S", ScriptedDetector.small(seed), KERB);

      other.watch(film, 0, 140);

      assertThat(other.begun()).as("seed " + seed).hasSize(1);
      assertThat(other.ended()).as("seed " + seed).hasSize(1);
    }
  }

  @Test
  void aCameraThatTurnsBeginsAnewAndTellsNothingAtOnce() {
    StreetFilm film =
        film(2)
            .with(Trip.parked("car", 1, PLACE, NEVER), Trip.parked("truck", 2, BEHIND, NEVER))
            .turned(t -> t < 20 ? 0 : Math.min(0.3, 0.1 * (t - 20)));

    camera.watch(film, 0, 50);
    assertThat(camera.findings()).isEmpty();
    camera.watch(film, 50, 70);

    assertThat(camera.begun()).hasSize(2);
    assertThat(camera.begun()).allMatch(begun -> seconds(begun.began()) >= 20);
  }

  @Test
  void unevenFramesOfAVariableRateTellTheSame() {
    StreetFilm film = film(2).with(Trip.vehicle("car", 1, PLACE, 20, 90));
    double[] steps = {0.04, 0.04, 1.9, 0.5, 0.04, 3, 0.2, 2, 0.04, 1, 4, 0.3};

    double now = 0;
    for (int i = 0; now < 150; i++) {
      camera.look(film, now);
      now += steps[i % steps.length];
    }

    assertThat(camera.begun()).hasSize(1);
    assertThat(camera.ended()).hasSize(1);
  }

  @Test
  void aGapOfAMinuteNeitherDoublesNorEndsWhatStandsThere() {
    StreetFilm film = film(2).with(Trip.parked("car", 1, PLACE, NEVER));

    camera.watch(film, 0, 40).watch(film, 99, 130);

    assertThat(camera.begun()).hasSize(1);
    assertThat(camera.ended()).isEmpty();
  }

  @Test
  void threeFramesTellNothing() {
    StreetFilm film = film(2).with(Trip.parked("car", 1, PLACE, NEVER));

    assertThat(camera.watch(film, 0, 1.5).findings()).isEmpty();
  }

  private static StreetFilm film(double framesPerSecond) {
    return StreetFilm.usual(framesPerSecond);
  }
}
