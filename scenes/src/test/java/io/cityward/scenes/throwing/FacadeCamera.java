package io.cityward.scenes.throwing;

import io.cityward.core.Picture;
import io.cityward.core.Point;
import io.cityward.core.Polygon;
import io.cityward.scenes.Finding;
import io.cityward.scenes.Observation;
import io.cityward.scenes.Scene;
import io.cityward.scenes.Zone;
import io.cityward.scenes.ZoneKind;
import io.cityward.testkit.facade.FacadeFilm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Shows films to the scene, over the whole picture, and keeps what it tells. */
final class FacadeCamera {

  static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");

  private final Scene scene;
  private final List<Finding> told = new ArrayList<>();

  FacadeCamera(HighAltitudeThrowingSettings settings) {
    this(settings, 0, 0, 1, 1);
  }

  /** With a zone that is a part of the picture. */
  FacadeCamera(
      HighAltitudeThrowingSettings settings, double left, double top, double right, double bottom) {
    var zone =
        new Polygon(
            List.of(
                new Point(left, top),
                new Point(right, top),
                new Point(right, bottom),
                new Point(left, bottom)));
    scene = settings.create(List.of(new Zone("front", ZoneKind.FACADE, zone)));
  }

  static FacadeCamera usual() {
    return new FacadeCamera(HighAltitudeThrowingSettings.DEFAULTS);
  }

  void show(Picture picture, double seconds) {
    Duration media = Duration.ofNanos(Math.round(1e9 * seconds));
    scene.observe(new Observation(MONDAY.plus(media), media, List.of(), picture)).stream()
        .filter(finding -> finding.phase() == Finding.Phase.BEGUN)
        .forEach(told::add);
  }

  FacadeCamera watch(FacadeFilm film, double seconds) {
    for (int i = 0; i < seconds * film.framesPerSecond(); i++) {
      show(film.frame(i), i / film.framesPerSecond());
    }
    return this;
  }

  List<Finding> told() {
    return told;
  }
}
