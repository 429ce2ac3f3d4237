package io.cityward.scenes.parking;

import io.cityward.core.CityException;
import io.cityward.core.Schedule;
import io.cityward.core.settings.Section;
import io.cityward.scenes.Scene;
import io.cityward.scenes.SceneSettings;
import io.cityward.scenes.Zone;
import io.cityward.scenes.ZoneKind;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * When a standing vehicle is an illegally parked one.
 *
 * @param rule what may stand how long, in zones that have no rule of their own
 * @param zones the rules of zones that have one, by the zone's id
 * @param nonMotor which classes are non-motor vehicles 非机动车, and an event of their own
 * @param arrivedOnly whether only vehicles count that were seen arriving: for a place where signs
 *     or boxes are taken for vehicles
 * @param leastScore detections below are not looked at, 0..1
 * @param leastEvidence mean score over all looks at the place, a miss counting 0, from which a
 *     thing is a vehicle; three quarters of it are enough for one that was seen arriving
 * @param leaveAfter how long its place must look different, and nothing stand in front, until a
 *     vehicle has left
 * @param timeZone whose hours the zones' schedules mean
 */
public record IllegalParkingSettings(
    ParkingRule rule,
    Map<String, ParkingRule> zones,
    Set<String> nonMotor,
    boolean arrivedOnly,
    double leastScore,
    double leastEvidence,
    Duration leaveAfter,
    ZoneId timeZone)
    implements SceneSettings {

  public static final String SCENE = "illegal-parking";

  /** The special case of the scene's event code. */
  public static final String NON_MOTOR = "non-motor";

  public static final IllegalParkingSettings DEFAULTS =
      new IllegalParkingSettings(
          new ParkingRule(
              Duration.ofMinutes(3), Set.of("car", "bus", "truck"), Map.of(), Schedule.ALWAYS),
          Map.of(),
          Set.of("bicycle", "motorcycle"),
          false,
          0.2,
          0.27,
          Duration.ofSeconds(30),
          ZoneOffset.UTC);

  public IllegalParkingSettings {
    zones = Map.copyOf(zones);
    nonMotor = Set.copyOf(nonMotor);
    if (leastEvidence < leastScore / 2) {
      throw CityException.invalid(
          "leastEvidence", leastEvidence, "at least half of leastScore, " + leastScore);
    }
  }

  /**
   * Reads the keys {@code dwell, classes, dwellOf, zones, nonMotor, arrivedOnly, leastScore,
   * leastEvidence, leaveAfter}.
   */
  public static IllegalParkingSettings read(Section section) {
    ParkingRule rule =
        section.attempt(() -> ParkingRule.read(section, DEFAULTS.rule)).orElse(DEFAULTS.rule);
    Map<String, ParkingRule> zones =
        section.named("zones", (id, zone) -> ParkingRule.readOfZone(zone, rule));
    Set<String> nonMotor =
        section.has("nonMotor") ? Set.copyOf(section.texts("nonMotor")) : DEFAULTS.nonMotor;
    boolean arrivedOnly = section.flag("arrivedOnly", DEFAULTS.arrivedOnly);
    double leastScore = section.number("leastScore", 0.01, 1, DEFAULTS.leastScore);
    double leastEvidence = section.number("leastEvidence", 0.01, 1, DEFAULTS.leastEvidence);
    Duration leaveAfter =
        section.duration(
            "leaveAfter", Duration.ofSeconds(1), Duration.ofHours(1), DEFAULTS.leaveAfter);
    return section.build(
        () ->
            new IllegalParkingSettings(
                rule,
                zones,
                nonMotor,
                arrivedOnly,
                leastScore,
                leastEvidence,
                leaveAfter,
                DEFAULTS.timeZone));
  }

  /** The rule of a zone. */
  ParkingRule rule(String zoneId) {
    return zones.getOrDefault(zoneId, rule);
  }

  @Override
  public Duration dwell() {
    return rule.dwell();
  }

  /** What counts in some zone or other. */
  @Override
  public Set<String> classes() {
    Set<String> all = new TreeSet<>(rule.classes());
    zones.values().forEach(one -> all.addAll(one.classes()));
    return all;
  }

  @Override
  public Set<String> namedZones() {
    return zones.keySet();
  }

  @Override
  public IllegalParkingSettings in(ZoneId zone) {
    return new IllegalParkingSettings(
        rule, zones, nonMotor, arrivedOnly, leastScore, leastEvidence, leaveAfter, zone);
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
