package io.cityward.scenes.garbage;

import io.cityward.core.settings.Section;
import io.cityward.scenes.Scene;
import io.cityward.scenes.SceneSettings;
import io.cityward.scenes.Zone;
import io.cityward.scenes.ZoneKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When something on the ground is a pile of garbage.
 *
 * @param persist how long it must lie there
 * @param leastScore detections below are not looked at, 0..1
 * @param leastEvidence mean score over all looks at the place, a miss counting 0, from which it is
 *     garbage; half of it is enough for what is also new and stands still
 * @param leastArea share of the picture below which it is not worth a way
 * @param anyStaticObject whether everything new that stays is an event; otherwise only what
 *     somebody left, or what also looks like garbage
 * @param leaveAfter how long its place must look different until it is gone
 */
public record GarbagePileSettings(
    Duration persist,
    double leastScore,
    double leastEvidence,
    double leastArea,
    boolean anyStaticObject,
    Duration leaveAfter)
    implements SceneSettings {

  public static final String SCENE = "garbage-pile";

  /** The classes of the pack {@code city-garbage}. */
  static final String GARBAGE = "garbage";

  static final String OVERFLOW = "overflow";

  /** What moves by itself, carries things and leaves them, or only stands there for a while. */
  static final Set<String> MOVERS =
      Set.of("person", "bicycle", "motorcycle", "car", "bus", "truck");

  /**
   * Lies about and is no garbage; a lone garment or bag that could be one is left out with it.
   * Piles are taken for dogs here and there too, so that it says nothing about what is new.
   */
  static final Set<String> ANIMALS = Set.of("dog");

  public static final GarbagePileSettings DEFAULTS =
      new GarbagePileSettings(
          Duration.ofMinutes(3), 0.25, 0.3, 0.0008, false, Duration.ofSeconds(30));

  /**
   * Reads the keys {@code persist, leastScore, leastEvidence, leastArea, any-static-object,
   * leaveAfter}; {@code dwell}, as other scenes call it, means the same as {@code persist}.
   */
  public static GarbagePileSettings read(Section section) {
    if (section.has("persist") && section.has("dwell")) {
      section.problem("dwell", "beside persist", "one of the two, they mean the same");
    }
    Duration persist =
        section.duration(
            section.has("dwell") ? "dwell" : "persist",
            Duration.ofSeconds(1),
            Duration.ofDays(1),
            DEFAULTS.persist);
    double leastScore = section.number("leastScore", 0.01, 1, DEFAULTS.leastScore);
    double leastEvidence = section.number("leastEvidence", 0.01, 1, DEFAULTS.leastEvidence);
    double leastArea = section.number("leastArea", 0.0001, 0.5, DEFAULTS.leastArea);
    boolean any = section.flag("any-static-object", DEFAULTS.anyStaticObject);
    Duration leaveAfter =
        section.duration(
            "leaveAfter", Duration.ofSeconds(1), Duration.ofHours(1), DEFAULTS.leaveAfter);
    return section.build(
        () ->
            new GarbagePileSettings(
                persist, leastScore, leastEvidence, leastArea, any, leaveAfter));
  }

  @Override
  public String scene() {
    return SCENE;
  }

  @Override
  public Set<ZoneKind> zoneKinds() {
    return EnumSet.of(ZoneKind.NO_DUMPING);
  }

  @Override
  public Duration dwell() {
    return persist;
  }

  /** Garbage does not move, and its pack costs more than others; people who leave it do. */
  @Override
  public double framesPerSecond() {
    return 1;
  }

  @Override
  public double leastFramesPerSecond() {
    return 0.2;
  }

  /** Of a pack that knows neither, nothing but new things that stay could be told. */
  @Override
  public Set<String> classes() {
    return Set.of(GARBAGE, OVERFLOW);
  }

  @Override
  public Optional<String> algorithm() {
    return Optional.of("city-garbage");
  }

  @Override
  public Scene create(List<Zone> zones, Duration longestGap) {
    List<Zone> watched = zones.stream().filter(z -> zoneKinds().contains(z.kind())).toList();
    return new GarbagePile(this, watched, longestGap);
  }
}
