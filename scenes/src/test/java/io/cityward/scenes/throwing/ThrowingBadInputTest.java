package io.cityward.scenes.throwing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import io.cityward.testkit.facade.FacadeFilm;
import io.cityward.testkit.facade.Nuisances;
import io.cityward.testkit.facade.Thrown;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cameras that misbehave: no burst of alerts, and a fall after that is found again. */
class ThrowingBadInputTest {

  private static final HighAltitudeThrowingSettings USUAL = HighAltitudeThrowingSettings.DEFAULTS;

  /** A street with everything that moves before a front. */
  private static FacadeFilm lively(double fps, long seed) {
    FacadeFilm film = new FacadeFilm(640, 360, fps, seed);
    return film.with(Nuisances.foliage(film, 0.4, seed))
        .with(Nuisances.birds(film, 30, 12, seed))
        .with(Nuisances.laundry(film, 4, seed));
  }

  private static Thrown thrown(FacadeFilm film, double start) {
    double metre = film.height() / 30.0;
    return new Thrown(start, 0.7 * film.width(), 2 * metre, 6, 25, 9.81 * metre, metre, 29 * metre);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aFewPicturesTellNothing(int pictures) {
    FacadeFilm film = lively(25, 1);
    FacadeCamera camera = FacadeCamera.usual();
    for (int i = 0; i < pictures; i++) {
      camera.show(film.frame(i), i / 25.0);
    }
    assertThat(camera.told()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aRateThatVariesIsNoFall(long seed) {
    FacadeFilm film = lively(25, seed);
    FacadeCamera camera = FacadeCamera.usual();
    Random random = new Random(seed);
    for (double at = 0; at < 20; at += 0.02 + 0.13 * random.nextDouble()) {
      camera.show(film.at(at), at);
    }
    assertThat(camera.told()).isEmpty();
  }

  @Test
  void aClockThatIsOffTheRealOneIsNoFall() {
    FacadeFilm film = lively(25, 4);
    FacadeCamera camera = FacadeCamera.usual();
    // Pictures come in bursts, and are stamped as they come.
    for (int i = 0; i < 400; i++) {
      camera.show(film.frame(i), i / 5 * 0.2 + i % 5 * 0.008);
    }
    assertThat(camera.told()).isEmpty();
  }

  @Test
  void gapsOfAMinuteAreNoFall() {
    FacadeFilm film = lively(25, 5);
    FacadeCamera camera = FacadeCamera.usual();
    for (int part = 0; part < 6; part++) {
      for (int i = 0; i < 50; i++) {
        double at = 63 * part + i / 25.0;
        camera.show(film.at(at), at);
      }
    }
    assertThat(camera.told()).isEmpty();
  }

  @Test
  void aFallAfterAGapOfAMinuteIsFound() {
    FacadeFilm film = new FacadeFilm(640, 360, 25, 6);
    Thrown thrown = thrown(film, 64);
    film.with(thrown);
    FacadeCamera camera = FacadeCamera.usual();
    for (double at = 0; at < thrown.end() + 1; at += at > 2 && at < 3 ? 60 : 0.04) {
      camera.show(film.at(at), at);
    }
    assertThat(camera.told()).hasSize(1);
  }

  /** As fast as a camera on its tour, and as slowly as one on a loose mount. */
  @ParameterizedTest
  @CsvSource({"2000, 0", "200, 0", "0, 300", "60, 60", "0, 40", "15, 10", "0, -200"})
  void aCameraThatTurnsIsNoFall(double speedX, double speedY) {
    FacadeFilm film = lively(25, 7).shaken(t -> swing(speedX, t), t -> swing(speedY, t));
    assertThat(FacadeCamera.usual().watch(film, 12).told()).isEmpty();
  }

  /** To the one side for 2 s, and back. */
  private static double swing(double speed, double t) {
    double turning = Math.max(0, Math.min(2, t - 3)) - Math.max(0, Math.min(2, t - 7));
    // It starts and stops like a motor does, not at once.
    return speed * turning * turning / 2;
  }

  @Test
  void aFallAfterATurnIsFound() {
    FacadeFilm film = new FacadeFilm(640, 360, 25, 8).shaken(t -> swing(150, t), t -> 0);
    Thrown thrown = thrown(film, 10);
    assertThat(FacadeCamera.usual().watch(film.with(thrown), thrown.end() + 1).told()).hasSize(1);
  }

  @Test
  void aPictureThatBreaksAndComesBackIsNoFall() {
    FacadeFilm film = lively(25, 9);
    FacadeFilm other = new FacadeFilm(640, 360, 25, 10);
    FacadeCamera camera = FacadeCamera.usual();
    for (int i = 0; i < 300; i++) {
      camera.show((i % 40 == 0 ? other : film).frame(i), i / 25.0);
    }
    assertThat(camera.told()).isEmpty();
  }

  @Test
  void aZoneOutsideThePictureIsRefused() {
    assertThatThrownBy(() -> new FacadeCamera(USUAL, 0.2, 0.1, 1.4, 0.9))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("points inside 0..1");
  }

  @ParameterizedTest
  @CsvSource({"0.998, 0, 1, 1", "0, 0.998, 1, 1", "0, 0, 1, 0.002", "0, 0, 0.002, 1"})
  void aZoneAtTheVeryEdgeIsNoTrouble(double left, double top, double right, double bottom) {
    FacadeFilm film = lively(25, 11);
    var camera = new FacadeCamera(USUAL, left, top, right, bottom);
    assertThat(camera.watch(film, 3).told()).isEmpty();
  }

  @Test
  void whatFallsBesideTheZoneIsNotTold() {
    FacadeFilm film = new FacadeFilm(640, 360, 25, 12);
    Thrown thrown = thrown(film, 2);
    var camera = new FacadeCamera(USUAL, 0, 0, 0.5, 1);
    assertThat(camera.watch(film.with(thrown), thrown.end() + 1).told()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"24, 16", "64, 36", "4000, 96"})
  void picturesOfAnOddSizeAreNoTrouble(int width, int height) {
    FacadeFilm film = new FacadeFilm(width, height, 25, 13);
    film.with(Nuisances.birds(film, 2, 6, 13)).shaken(t -> 2 * Math.sin(9 * t), t -> 0);
    assertThat(FacadeCamera.usual().watch(film, 2).told()).isEmpty();
  }
}
