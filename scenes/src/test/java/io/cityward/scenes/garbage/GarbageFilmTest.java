package io.cityward.scenes.garbage;

import static io.cityward.scenes.StreetCamera.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cityward.core.Box;
import io.cityward.core.Polygon;
import io.cityward.scenes.Finding;
import io.cityward.scenes.StreetCamera;
import io.cityward.scenes.Zone;
import io.cityward.scenes.ZoneKind;
import io.cityward.testkit.street.Lying;
import io.cityward.testkit.street.Passing;
import io.cityward.testkit.street.ScriptedDetector;
import io.cityward.testkit.street.StreetFilm;
import io.cityward.testkit.street.Trip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bags on generated streets that the detector does not know: only the ground tells of them. */
class GarbageFilmTest {

  private static final double NEVER = Double.POSITIVE_INFINITY;
  private static final Box PLACE = new Box(0.48, 0.74, 0.55, 0.83);
  private static final Box BESIDE = new Box(0.40, 0.50, 0.47, 0.82);
  private static final Box IN_FRONT = new Box(0.46, 0.56, 0.53, 0.90);

  private static final Zone PAVEMENT =
      new Zone("pavement", ZoneKind.NO_DUMPING, Polygon.of(0, 0.5, 1, 0.5, 1, 1, 0, 1));

  private final StreetCamera camera =
      new StreetCamera("garbage-pile", "persist: PT30S", ScriptedDetector.small(3), PAVEMENT);

  /** Somebody comes, sets a bag down at 42 s, and goes. */
  private static StreetFilm film(double framesPerSecond, double until) {
    return StreetFilm.usual(framesPerSecond)
        .with(Trip.person(1, BESIDE, 40, 45), new Lying("bag", 2, PLACE, 42, until));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2})
  void aBagThatSomebodySetsDownIsOneEventUntilItIsTakenAway(double framesPerSecond) {
    camera.watch(film(framesPerSecond, 130), 0, 200);

    assertThat(camera.begun()).hasSize(1);
    Finding begun = camera.begun().get(0);
    assertThat(seconds(begun.began())).isBetween(40.0, 58.0);
    assertThat(begun.box().iou(PLACE)).isGreaterThan(0.4);
    assertThat(begun.reason()).contains("somebody left it");
    assertThat(camera.ended()).hasSize(1);
    assertThat(seconds(camera.ended().get(0).seen())).isCloseTo(130, within(4.0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2})
  void peopleWhoWalkInFrontNeitherEndNorDoubleIt(double framesPerSecond) {
    StreetFilm film = film(framesPerSecond, NEVER);
    for (int i = 0; i < 10; i++) {
      film.with(new Passing("person", 10 + i, IN_FRONT, 55 + 12 * i, i % 2 == 0 ? 0.07 : -0.07));
    }

    camera.watch(film, 0, 190);

    assertThat(camera.begun()).hasSize(1);
    assertThat(camera.ended()).isEmpty();
  }

  @Test
  void aBagThatIsTakenAlongAgainSoonIsNone() {
    assertThat(camera.watch(film(2, 60), 0, 120).findings()).isEmpty();
  }

  @Test
  void peopleAndVehiclesThatStandForAWhileAreNone() {
    StreetFilm film =
        StreetFilm.usual(2)
            .with(
                Trip.person(1, BESIDE, 30, 100),
                Trip.vehicle("car", 2, new Box(0.6, 0.56, 0.84, 0.72), 40, 140));

    assertThat(camera.watch(film, 0, 200).findings()).isEmpty();
  }

  @Test
  void aBagInFrontOfACarThatWasThereBeforeIsAnEvent() {
    StreetFilm film =
        film(2, NEVER).with(Trip.parked("car", 9, new Box(0.40, 0.62, 0.64, 0.80), NEVER));

    assertThat(camera.watch(film, 0, 140).begun()).hasSize(1);
  }

  @Test
  void unevenFramesOfAVariableRateTellTheSame() {
    StreetFilm film = film(2, 130);
    double[] steps = {0.04, 0.04, 1.9, 0.5, 0.04, 3, 0.2, 2, 0.04, 1, 4, 0.3};

    double now = 0;
    for (int i = 0; now < 200; i++) {
      camera.look(film, now);
      now += steps[i % steps.length];
    }

    assertThat(camera.begun()).hasSize(1);
    assertThat(camera.ended()).hasSize(1);
  }

  @Test
  void aCameraThatTurnsTellsNothingAtOnce() {
    StreetFilm film =
        StreetFilm.usual(2)
            .with(Trip.parked("car", 2, new Box(0.6, 0.56, 0.84, 0.72), NEVER))
            .turned(t -> t < 60 ? 0 : Math.min(0.3, 0.1 * (t - 60)));

    assertThat(camera.watch(film, 0, 180).findings()).isEmpty();
  }
}
