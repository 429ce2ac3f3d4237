package io.cityward.scenes.motion;

import io.cityward.core.CityException;
import io.cityward.core.settings.Section;

/**
 * When a picture counts as showing something new.
 *
 * @param enabled whether still pictures are spared the detector at all
 * @param leastChange grey levels, of 255, by which a block of the picture must differ at least
 * @param noiseFactor and how many times as much as it differs by noise
 * @param every a picture in so many goes to the detector all the same; 1 sends all
 */
public record MotionGateSettings(
    boolean enabled, double leastChange, double noiseFactor, int every) {

  public static final MotionGateSettings DEFAULTS = new MotionGateSettings(true, 4, 5, 10);

  /** Sends every picture to the detector. */
  public static final MotionGateSettings OFF = new MotionGateSettings(false, 4, 5, 10);

  public MotionGateSettings {
    if (every < 1) {
      throw CityException.invalid("every", every, "at least 1");
    }
  }

  /** Reads the keys {@code enabled, leastChange, noiseFactor, every}. */
  public static MotionGateSettings read(Section section) {
    boolean enabled = section.flag("enabled", DEFAULTS.enabled);
    double leastChange = section.number("leastChange", 0.5, 100, DEFAULTS.leastChange);
    double noiseFactor = section.number("noiseFactor", 1, 50, DEFAULTS.noiseFactor);
    int every = section.whole("every", 1, 1000, DEFAULTS.every);
    return section.build(() -> new MotionGateSettings(enabled, leastChange, noiseFactor, every));
  }
}
