package io.cityward.scenes.throwing;

import io.cityward.core.settings.Section;
import io.cityward.scenes.Scene;
import io.cityward.scenes.SceneSettings;
import io.cityward.scenes.Zone;
import io.cityward.scenes.ZoneKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * When something that comes down along a façade was thrown.
 *
 * @param leastFall how far it must fall in sight, as a share of the façade zone's height
 * @param leastSeconds for how long it must be seen falling
 * @param leastObservations in how many pictures it must be seen
 * @param mostDrift how far it may go sideways, in units of its fall
 * @param largest of what is looked at, its width as a share of the picture's height
 * @param floors rows of the façade grid; 0 for no grid
 * @param windows columns of the façade grid; 0 for no grid
 */
public record HighAltitudeThrowingSettings(
    double leastFall,
    double leastSeconds,
    int leastObservations,
    double mostDrift,
    double largest,
    int floors,
    int windows)
    implements SceneSettings {

  public static final String SCENE = "high-altitude-throwing";

  public static final HighAltitudeThrowingSettings DEFAULTS =
      new HighAltitudeThrowingSettings(0.25, 0.35, 7, 0.6, 0.06, 0, 0);

  private static final double EVERY_FRAME = 30;

  /**
   * Reads the keys {@code leastFall, leastTime, leastObservations, mostDrift, largest, floors,
   * windows}. A {@code dwell}, which truth files of several scenes give to all of them, is read and
   * means nothing: a fall is due as it happens.
   */
  public static HighAltitudeThrowingSettings read(Section section) {
    double leastFall = section.number("leastFall", 0.05, 1, DEFAULTS.leastFall);
    Duration leastTime =
        section.duration(
            "leastTime",
            Duration.ofMillis(100),
            Duration.ofSeconds(5),
            Duration.ofMillis((long) (1000 * DEFAULTS.leastSeconds)));
    int observations = section.whole("leastObservations", 5, 100, DEFAULTS.leastObservations);
    double mostDrift = section.number("mostDrift", 0, 2, DEFAULTS.mostDrift);
    double largest = section.number("largest", 0.005, 0.3, DEFAULTS.largest);
    int floors = section.whole("floors", 0, 200, DEFAULTS.floors);
    int windows = section.whole("windows", 0, 200, DEFAULTS.windows);
    if ((floors == 0) != (windows == 0)) {
      section.problem(
          floors == 0 ? "floors" : "windows", 0, "both floors and windows, or neither of them");
    }
    section.duration("dwell", Duration.ZERO, Duration.ofDays(1), Duration.ZERO);
    return section.build(
        () ->
            new HighAltitudeThrowingSettings(
                leastFall,
                leastTime.toMillis() / 1000.0,
                observations,
                mostDrift,
                largest,
                floors,
                windows));
  }

  @Override
  public String scene() {
    return SCENE;
  }

  @Override
  public Set<ZoneKind> zoneKinds() {
    return Set.of(ZoneKind.FACADE);
  }

  @Override
  public Duration dwell() {
    return Duration.ZERO;
  }

  @Override
  public double framesPerSecond() {
    return EVERY_FRAME;
  }

  /** At 10 pictures a second a fall over three floors is still seen a dozen times. */
  @Override
  public double leastFramesPerSecond() {
    return 8;
  }

  @Override
  public boolean wantsDetections() {
    return false;
  }

  /** A bottle on the tenth floor has a few pixels in the main stream, and none in a sub stream. */
  @Override
  public boolean needsDetail() {
    return true;
  }

  @Override
  public Scene create(List<Zone> zones, Duration longestGap) {
    List<Zone> facades = zones.stream().filter(z -> zoneKinds().contains(z.kind())).toList();
    return new HighAltitudeThrowing(this, facades);
  }
}
