package io.cityward.scenes.parking;

import io.cityward.core.Box;
import io.cityward.core.Polygon;
import io.cityward.core.settings.SettingsFile;
import io.cityward.inference.Detection;
import io.cityward.scenes.Finding;
import io.cityward.scenes.Finding.Phase;
import io.cityward.scenes.Observation;
import io.cityward.scenes.PaintedPicture;
import io.cityward.scenes.PaintedPicture.Thing;
import io.cityward.scenes.Scene;
import io.cityward.scenes.Zone;
import io.cityward.scenes.ZoneKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/** A scripted street in front of a parking scene: what stands where, at each look. */
final class Street {

  static final Instant START = Instant.parse("2026-05-04T08:00:00Z");

  /** A place at the kerb, inside the zone. */
  static final Box KERB = new Box(0.40, 0.55, 0.60, 0.75);

  static final Zone ZONE =
      new Zone("kerb", ZoneKind.NO_PARKING, Polygon.of(0, 0.5, 1, 0.5, 1, 0.9, 0, 0.9));

  /** Something in the street, and what the detector makes of it; score 0 is missed. */
  record Car(Box box, int look, String label, double score) {

    static Car at(Box box, int look) {
      return new Car(box, look, "car", 0.4);
    }

    Car score(double value) {
      return new Car(box, look, label, value);
    }

    Car label(String value) {
      return new Car(box, look, value, score);
    }
  }

  private final Scene scene;
  private final double framesPerSecond;
  private final List<Finding> findings = new ArrayList<>();
  private Instant now = START;
  private double brightness = 1;

  Street(Duration dwell, double framesPerSecond) {
    this(dwell, framesPerSecond, Scene.LONGEST_GAP);
  }

  Street(Duration dwell, double framesPerSecond, Duration longestGap) {
    this("dwell: " + dwell, framesPerSecond, longestGap, List.of(ZONE));
  }

  /**
   * @param yaml the scene's settings, as they stand in a configuration file
   */
  Street(String yaml, double framesPerSecond, Zone... zones) {
    this(yaml, framesPerSecond, Scene.LONGEST_GAP, List.of(zones));
  }

  private Street(String yaml, double framesPerSecond, Duration longestGap, List<Zone> zones) {
    var settings = SettingsFile.parse(yaml, "cityward.yml", IllegalParkingSettings::read);
    this.scene = settings.in(ZoneId.of("Asia/Shanghai")).create(zones, longestGap);
    this.framesPerSecond = framesPerSecond;
  }

  /** Looks for some seconds at a street that does not change. */
  Street show(double seconds, Car... cars) {
    return play(seconds, t -> List.of(cars));
  }

  /** Looks for some seconds; the script is asked with the seconds since the call. */
  Street play(double seconds, DoubleFunction<List<Car>> script) {
    int looks = (int) Math.round(seconds * framesPerSecond);
    for (int i = 0; i < looks; i++) {
      look(script.apply(i / framesPerSecond));
      now = now.plusNanos((long) (1e9 / framesPerSecond));
    }
    return this;
  }

  Street brightness(double value) {
    brightness = value;
    return this;
  }

  Street jump(Duration span) {
    now = now.plus(span);
    return this;
  }

  Instant now() {
    return now;
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  List<Finding> begun() {
    return only(Phase.BEGUN).toList();
  }

  List<Finding> ended() {
    return only(Phase.ENDED).toList();
  }

  private Stream<Finding> only(Phase phase) {
    return findings.stream().filter(f -> f.phase() == phase);
  }

  private void look(List<Car> cars) {
    var detections =
        cars.stream()
            .filter(car -> car.score() > 0)
            .map(car -> new Detection(car.label(), car.box(), car.score()))
            .toList();
    var things = cars.stream().map(car -> new Thing(car.box(), car.look())).toList();
    var picture = new PaintedPicture(1280, 720, brightness, things);
    findings.addAll(scene.observe(new Observation(now, detections, picture)));
  }
}
