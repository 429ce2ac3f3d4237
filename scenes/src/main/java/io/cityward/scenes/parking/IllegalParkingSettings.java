package io.cityward.scenes.parking;

import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import io.cityward.scenes.Scene;
import io.cityward.scenes.SceneSettings;
import io.cityward.scenes.Zone;
import io.cityward.scenes.ZoneKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * When a standing vehicle is an illegally parked one.
 *
 * @param dwell how long it may stand; longer than the longest red light if the zone has a queue
 * @param classes what counts as a vehicle; they are one kind, as detectors mix them up
 * @param leastScore detections below are not looked at, 0..1
 * @param leastEvidence mean score over all looks at the place, a miss counting 0, from which a
 *     thing is a vehicle; three quarters of it are enough for one that was seen arriving
 * @param leaveAfter how long its place must look different, and nothing stand in front, until a
 *     vehicle has left
 */
public record IllegalParkingSettings(
    Duration dwell,
    Set<String> classes,
    double leastScore,
    double leastEvidence,
    Duration leaveAfter)
    implements SceneSettings {

  public static final String SCENE = "illegal-parking";

  public static final IllegalParkingSettings DEFAULTS =
      new IllegalParkingSettings(
          Duration.ofMinutes(3), Set.of("car", "bus", "truck"), 0.2, 0.27, Duration.ofSeconds(30));

  public IllegalParkingSettings {
    classes = Set.copyOf(classes);
    if (leastEvidence < leastScore / 2) {
      throw CityException.invalid(
          "leastEvidence", leastEvidence, "at least half of leastScore, " + leastScore);
    }
  }

  /** Reads the keys {@code dwell, classes, leastScore, leastEvidence, leaveAfter}. */
  public static IllegalParkingSettings read(Section section) {
    Duration dwell =
        section.duration("dwell", Duration.ofSeconds(1), Duration.ofDays(1), DEFAULTS.dwell);
    Set<String> classes =
        section.has("classes") ? Set.copyOf(section.texts("classes")) : DEFAULTS.classes;
    if (classes.isEmpty()) {
      section.problem("classes", "none", "at least one class, such as car");
    }
    double leastScore = section.number("leastScore", 0.01, 1, DEFAULTS.leastScore);
    double leastEvidence = section.number("leastEvidence", 0.01, 1, DEFAULTS.leastEvidence);
    Duration leaveAfter =
        section.duration(
            "leaveAfter", Duration.ofSeconds(1), Duration.ofHours(1), DEFAULTS.leaveAfter);
    return section.build(
        () -> new IllegalParkingSettings(dwell, classes, leastScore, leastEvidence, leaveAfter));
  }

  @Override
  public Set<String> classes() {
    return classes;
  }

  @Override
  public String scene() {
    return SCENE;
  }

  @Override
  public Set<ZoneKind> zoneKinds() {
    return EnumSet.of(ZoneKind.NO_PARKING, ZoneKind.FIRE_LANE);
  }

  @Override
  public double framesPerSecond() {
    return 2;
  }

  /** A look every few seconds: from 0.25 a second on, the clips' cars are found in some phases. */
  @Override
  public double leastFramesPerSecond() {
    return 0.2;
  }

  @Override
  public Scene create(List<Zone> zones, Duration longestGap) {
    List<Zone> watched = zones.stream().filter(z -> zoneKinds().contains(z.kind())).toList();
    return new IllegalParking(this, watched, longestGap);
  }
}
