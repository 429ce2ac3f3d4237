package io.cityward.scenes.preset;

/** What a camera with presets shows. */
public sealed interface Sight {

  /**
   * One of its presets; the preset's zones hold.
   *
   * @param likeness to the preset's picture, about 0.3 (half hidden) to 1
   */
  record Shown(String presetId, double likeness) implements Sight {}

  /** None of its presets, or it is on its way; no zones hold. */
  record Between(String reason) implements Sight {}
}
