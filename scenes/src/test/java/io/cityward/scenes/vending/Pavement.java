package io.cityward.scenes.vending;

import io.cityward.core.Box;
import io.cityward.core.Polygon;
import io.cityward.core.settings.SettingsFile;
import io.cityward.inference.Detection;
import io.cityward.scenes.Finding;
import io.cityward.scenes.Finding.Phase;
import io.cityward.scenes.Observation;
import io.cityward.scenes.PaintedPicture;
import io.cityward.scenes.Scene;
import io.cityward.scenes.SceneCatalog;
import io.cityward.scenes.Zone;
import io.cityward.scenes.ZoneKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/** A scripted pavement in front of a vending scene: what a detector sees there, at each look. */
final class Pavement {

  static final Instant START = Instant.parse("2026-05-04T08:00:00Z");

  private static final Zone ZONE =
      new Zone("pavement", ZoneKind.NO_VENDING, Polygon.of(0, 0.4, 1, 0.4, 1, 1, 0, 1));

  private final Scene scene;
  private final double framesPerSecond;
  private final List<Finding> findings = new ArrayList<>();
  private Instant now = START;

  Pavement(double framesPerSecond, String settings) {
    this.scene =
        SettingsFile.parse(settings, "test", s -> SceneCatalog.read(StreetVendingSettings.SCENE, s))
            .create(List.of(ZONE));
    this.framesPerSecond = framesPerSecond;
  }

  /** Somebody 0.3 of the picture high. */
  static Detection person(double x, double feet) {
    return new Detection("person", new Box(x - 0.04, feet - 0.3, x + 0.04, feet), 0.6);
  }

  static Detection thing(String label, double x, double ground, double score) {
    return new Detection(label, new Box(x - 0.02, ground - 0.05, x + 0.02, ground), score);
  }

  /** Fruit and bottles on the ground, under an umbrella. */
  static List<Detection> goods(double x, double ground) {
    return List.of(
        thing("orange", x - 0.05, ground, 0.3),
        thing("bottle", x + 0.05, ground, 0.25),
        new Detection("umbrella", new Box(x - 0.1, ground - 0.3, x + 0.1, ground - 0.15), 0.5));
  }

  @SafeVarargs
  static List<Detection> all(Collection<Detection>... groups) {
    return Stream.of(groups).flatMap(Collection::stream).toList();
  }

  /** Looks for some seconds at a pavement that does not change. */
  Pavement show(double seconds, List<Detection> seen) {
    return play(seconds, t -> seen);
  }

  /** Looks for some seconds; the script is asked with the seconds since the call. */
  Pavement play(double seconds, DoubleFunction<List<Detection>> script) {
    int looks = (int) Math.round(seconds * framesPerSecond);
    for (int i = 0; i < looks; i++) {
      List<Detection> seen = script.apply(i / framesPerSecond);
      findings.addAll(scene.observe(new Observation(now, seen, PaintedPicture.of())));
      now = now.plusNanos((long) (1e9 / framesPerSecond));
    }
    return this;
  }

  Pavement jump(Duration span) {
    now = now.plus(span);
    return this;
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  List<Finding> begun() {
    return only(Phase.BEGUN);
  }

  List<Finding> ended() {
    return only(Phase.ENDED);
  }

  private List<Finding> only(Phase phase) {
    return findings.stream().filter(f -> f.phase() == phase).toList();
  }
}
