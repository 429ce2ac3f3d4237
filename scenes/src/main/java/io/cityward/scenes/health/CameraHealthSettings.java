package io.cityward.scenes.health;

import io.cityward.core.settings.Section;
import java.time.Duration;

/**
 * How long something must be wrong with a picture until it is said.
 *
 * @param black how long a picture must be black
 * @param frozen how long it must stay the same
 * @param grey how long it must be broken
 * @param covered how long the view must be covered; longer than a bus stands in front
 * @param moved how long it must be another view
 * @param recovery how long it must be fine until it has ended
 * @param relearn after how long another view is taken for the right one
 */
public record CameraHealthSettings(
    boolean enabled,
    Duration black,
    Duration frozen,
    Duration grey,
    Duration covered,
    Duration moved,
    Duration recovery,
    Duration relearn) {

  public static final CameraHealthSettings DEFAULTS =
      new CameraHealthSettings(
          true,
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofMinutes(3),
          Duration.ofMinutes(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(30));

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(7);

  /** Reads the keys {@code enabled, black, frozen, grey, covered, moved, recovery, relearn}. */
  public static CameraHealthSettings read(Section section) {
    boolean enabled = section.flag("enabled", DEFAULTS.enabled);
    Duration black = read(section, "black", DEFAULTS.black);
    Duration frozen = read(section, "frozen", DEFAULTS.frozen);
    Duration grey = read(section, "grey", DEFAULTS.grey);
    Duration covered = read(section, "covered", DEFAULTS.covered);
    Duration moved = read(section, "moved", DEFAULTS.moved);
    Duration recovery = read(section, "recovery", DEFAULTS.recovery);
    Duration relearn = read(section, "relearn", DEFAULTS.relearn);
    return section.build(
        () ->
            new CameraHealthSettings(
                enabled, black, frozen, grey, covered, moved, recovery, relearn));
  }

  private static Duration read(Section section, String key, Duration otherwise) {
    return section.duration(key, SHORTEST, LONGEST, otherwise);
  }

  /** How long a condition must last until it is told. */
  public Duration patience(Condition condition) {
    return switch (condition) {
      case BLACK -> black;
      case FROZEN -> frozen;
      case GREY -> grey;
      case COVERED -> covered;
      case MOVED -> moved;
    };
  }
}
