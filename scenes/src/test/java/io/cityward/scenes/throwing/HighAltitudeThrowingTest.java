package io.cityward.scenes.throwing;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.scenes.Finding;
import io.cityward.testkit.facade.FacadeFilm;
import io.cityward.testkit.facade.Nuisances;
import io.cityward.testkit.facade.Thrown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On drawn films: known physics, and nothing of a real street. */
class HighAltitudeThrowingTest {

  private static final double SECONDS = 12;

  /** A thing on a front of 30 metres, let go at 2 s. */
  private static Thrown thrown(FacadeFilm film, double size) {
    double metre = film.height() / 30.0;
    return new Thrown(
        2, 0.4 * film.width(), 0.1 * film.height(), size, 25, 9.81 * metre, metre, 29 * metre);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 4", "10, 6", "10, 10", "10, 15", "25, 4", "25, 6", "25, 10", "25, 15", "30, 4", "30, 6",
    "30, 10", "30, 15"
  })
  void findsThingsOfEverySizeAtEveryRate(double framesPerSecond, double size) {
    FacadeFilm film = new FacadeFilm(1280, 720, framesPerSecond, 1);
    Thrown thrown = thrown(film, size);
    FacadeCamera camera = FacadeCamera.usual().watch(film.with(thrown), thrown.end() + 1);

    assertThat(camera.told()).hasSize(1);
    Finding fall = camera.told().get(0);
    assertThat(fall.began()).isBetween(at(thrown.start() - 0.1), at(thrown.start() + 0.8));
    assertThat(fall.seen()).isBetween(at(thrown.end() - 0.3), at(thrown.end() + 0.1));
    assertThat(fall.path()).hasSizeGreaterThan(10);
    assertThat(fall.path().get(0).box().centre().x()).isBetween(0.39, 0.42);
  }

  @ParameterizedTest
  @CsvSource({
    "1920, 1080, 10, 4",
    "2560, 1440, 10, 4",
    "3840, 2160, 10, 4",
    "3840, 2160, 25, 4",
    "3840, 2160, 10, 6",
    "3840, 2160, 10, 15"
  })
  void findsThingsInLargePictures(int width, int height, double fps, double size) {
    FacadeFilm film = new FacadeFilm(width, height, fps, 2);
    Thrown thrown = thrown(film, size);
    assertThat(FacadeCamera.usual().watch(film.with(thrown), thrown.end() + 1).told()).hasSize(1);
  }

  private static java.time.Instant at(double seconds) {
    return FacadeCamera.MONDAY.plusNanos((long) (1e9 * seconds));
  }

  @Test
  void saysWhereItBegan() {
    FacadeFilm film = new FacadeFilm(1280, 720, 25, 3);
    Thrown thrown = thrown(film, 10);
    var settings = new HighAltitudeThrowingSettings(0.25, 0.35, 7, 0.6, 0.06, 12, 16);
    FacadeCamera camera = new FacadeCamera(settings).watch(film.with(thrown), thrown.end() + 1);
    assertThat(camera.told()).hasSize(1);
    assertThat(camera.told().get(0).reason()).contains("floor row 11, window 7");
  }

  @ParameterizedTest
  @ValueSource(doubles = {10, 25, 30})
  void leavesBirdsAlone(double fps) {
    FacadeFilm film = new FacadeFilm(1280, 720, fps, 4);
    nothing(film.with(Nuisances.birds(film, SECONDS, 12, 4)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {10, 25})
  void leavesInsectsAlone(double fps) {
    FacadeFilm film = new FacadeFilm(1280, 720, fps, 5);
    nothing(film.with(Nuisances.insects(film, SECONDS, 10, 5)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {10, 25})
  void leavesLeavesAlone(double fps) {
    FacadeFilm film = new FacadeFilm(1280, 720, fps, 6);
    nothing(film.with(Nuisances.leaves(film, SECONDS, 12, 6)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {10, 25})
  void leavesRainAndSnowAlone(double fps) {
    FacadeFilm rain = new FacadeFilm(1280, 720, fps, 7);
    nothing(rain.with(Nuisances.rain(rain, 60, 7)));
    FacadeFilm snow = new FacadeFilm(1280, 720, fps, 8);
    nothing(snow.with(Nuisances.snow(snow, 60, 8)));
  }

  @Test
  void leavesLaundryAlone() {
    FacadeFilm film = new FacadeFilm(1280, 720, 25, 9);
    nothing(film.with(Nuisances.laundry(film, 8, 9)));
  }

  @Test
  void leavesLightsAndReflectionsAlone() {
    FacadeFilm lights = new FacadeFilm(1280, 720, 25, 10);
    nothing(lights.with(Nuisances.headlights(lights, SECONDS, 6, 10)));
    FacadeFilm panes = new FacadeFilm(1280, 720, 25, 11);
    nothing(panes.with(Nuisances.reflections(panes, SECONDS, 6, 11)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {10, 25})
  void leavesTreesAlone(double fps) {
    FacadeFilm film = new FacadeFilm(1280, 720, fps, 12);
    nothing(film.with(Nuisances.foliage(film, 0.5, 12)));
  }

  @Test
  void bearsACameraThatShakes() {
    FacadeFilm film = new FacadeFilm(1280, 720, 25, 13);
    nothing(
        film.shaken(
            t -> 3 * Math.sin(7 * t) + 1.5 * Math.sin(23 * t),
            t -> 4 * Math.sin(5.3 * t) + Math.sin(31 * t)));
  }

  @Test
  void bearsStepsOfTheExposure() {
    nothing(new FacadeFilm(1280, 720, 25, 14).lit(t -> 1 + 0.2 * Math.floor(t / 3 % 3)));
  }

  @Test
  void bearsACameraThatTurns() {
    FacadeFilm film = new FacadeFilm(1280, 720, 25, 15);
    nothing(film.shaken(t -> t < 4 ? 0 : Math.min(300, 150 * (t - 4)), t -> 0));
  }

  private static void nothing(FacadeFilm film) {
    assertThat(FacadeCamera.usual().watch(film, SECONDS).told()).isEmpty();
  }

  @Test
  void findsAFallBehindATreeLess() {
    FacadeFilm film = new FacadeFilm(1280, 720, 25, 16);
    Thrown thrown = new Thrown(4, 900, 70, 8, 25, 235, 10, 700);
    film.with(thrown).with(Nuisances.foliage(film, 0.5, 16));
    assertThat(FacadeCamera.usual().watch(film, thrown.end() + 1).told()).hasSize(1);
  }

  @Test
  void saysNothingOfAClipOfThreePictures() {
    FacadeFilm film = new FacadeFilm(1280, 720, 25, 17);
    assertThat(FacadeCamera.usual().watch(film.with(thrown(film, 10)), 0.12).told()).isEmpty();
  }

  @Test
  void aGapEndsWhatWasOnItsWay() {
    FacadeFilm film = new FacadeFilm(1280, 720, 25, 18);
    Thrown thrown = thrown(film, 10);
    film.with(thrown);
    FacadeCamera camera = FacadeCamera.usual();
    for (int i = 0; i < 60; i++) {
      camera.show(film.frame(i), i / 25.0);
    }
    for (int i = 60; i < 150; i++) {
      camera.show(film.frame(i + 1500), 3600 + i / 25.0);
    }
    assertThat(camera.told()).isEmpty();
  }

  @Test
  void timeThatGoesBackIsABeginning() {
    FacadeFilm film = new FacadeFilm(1280, 720, 25, 19);
    Thrown thrown = thrown(film, 10);
    FacadeCamera camera = FacadeCamera.usual().watch(film.with(thrown), thrown.end() + 1);
    camera.watch(film, thrown.end() + 1);
    assertThat(camera.told()).hasSize(2);
  }

  @Test
  void anotherPictureSizeIsABeginning() {
    FacadeFilm large = new FacadeFilm(1280, 720, 25, 20);
    FacadeFilm small = new FacadeFilm(640, 360, 25, 21);
    Thrown thrown = thrown(small, 8);
    small.with(thrown);
    FacadeCamera camera = FacadeCamera.usual().watch(large, 1);
    for (int i = 25; i < 25 * (thrown.end() + 1); i++) {
      camera.show(small.frame(i), i / 25.0);
    }
    assertThat(camera.told()).hasSize(1);
  }

  @Test
  void findsAFallAtARateThatVaries() {
    FacadeFilm film = new FacadeFilm(1280, 720, 30, 22);
    Thrown thrown = thrown(film, 10);
    film.with(thrown);
    FacadeCamera camera = FacadeCamera.usual();
    double at = 0;
    for (int i = 0; at < thrown.end() + 1; i++) {
      camera.show(film.at(at), at);
      at += i % 3 == 0 ? 0.066 : 0.033;
    }
    assertThat(camera.told()).hasSize(1);
  }

  @Test
  void aHailOfThingsIsNoBurstOfAlerts() {
    FacadeFilm film = new FacadeFilm(1280, 720, 25, 23);
    for (int i = 0; i < 20; i++) {
      film.with(new Thrown(2 + i, 60 + 55 * i, 60, 10, 25, 235, 0, 700));
    }
    assertThat(FacadeCamera.usual().watch(film, 25).told()).hasSizeBetween(1, 4);
  }
}
