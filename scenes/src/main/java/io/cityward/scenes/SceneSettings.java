package io.cityward.scenes;

import io.cityward.inference.pack.InputSize;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The validated settings of one scene at one camera, and how to make the scene from them. */
public interface SceneSettings {

  /** The scene's name. */
  String scene();

  /** The zone kinds it watches; it needs at least one zone of these. */
  Set<ZoneKind> zoneKinds();

  /** How long something must last before it is due; zero for what happens in an instant. */
  Duration dwell();

  /** Observations per second the scene wants; it works with fewer and gains little from more. */
  double framesPerSecond();

  /** Observations per second below which it misses what it is there for. */
  double leastFramesPerSecond();

  /** The classes of detections that it looks at; empty for a scene that needs none. */
  default Set<String> classes() {
    return Set.of();
  }

  /**
   * Whether it looks at a detector's answers; a scene that works on the pictures alone is spared
   * the detector, and sees every picture as it comes.
   */
  default boolean wantsDetections() {
    return true;
  }

  /**
   * The algorithm whose detections it is made for, such as {@code city-garbage}; empty where that
   * of all cameras will do. Not asked where {@link #wantsDetections} is false.
   */
  default Optional<String> algorithm() {
    return Optional.empty();
  }

  /**
   * What pictures are scaled to for the detector where nobody says otherwise; empty takes the
   * pack's default.
   */
  default Optional<InputSize> inputSize() {
    return Optional.empty();
  }

  /** Whether what it looks for is too small for a camera's sub stream. */
  default boolean needsDetail() {
    return false;
  }

  /** The zones that it says something about by their ids; the camera must have them. */
  default Set<String> namedZones() {
    return Set.of();
  }

  /**
   * The same, for a city in a time zone: what it says about hours means those there. Of no matter
   * to a scene that says nothing about hours.
   */
  default SceneSettings in(ZoneId timeZone) {
    return this;
  }

  /** A scene for a camera that always looks. */
  default Scene create(List<Zone> zones) {
    return create(zones, Scene.LONGEST_GAP);
  }

  /**
   * A new scene without memory, over the zones of the kinds it watches.
   *
   * @param longestGap for how long nobody may look until it forgets; more than the time between two
   *     visits for a camera on patrol or with presets
   */
  Scene create(List<Zone> zones, Duration longestGap);
}
