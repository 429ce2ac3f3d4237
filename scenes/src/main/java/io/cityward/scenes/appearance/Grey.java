package io.cityward.scenes.appearance;

/** Grey levels, 0..255, with their mean and standard deviation. */
record Grey(float[] levels, double mean, double deviation) {

  /** Below this deviation a patch has no structure to compare, only noise. */
  private static final double FLAT = 5;

  /** Two flat patches are alike if their means differ by less. */
  private static final double SAME_LEVEL = 12;

  static Grey of(float[] levels) {
    double sum = 0;
    double squares = 0;
    for (float level : levels) {
      sum += level;
      squares += (double) level * level;
    }
    double mean = sum / levels.length;
    double variance = Math.max(0, squares / levels.length - mean * mean);
    return new Grey(levels, mean, Math.sqrt(variance));
  }

  /**
   * How alike two patches of one size look: the normalised cross-correlation, -1..1, which does not
   * care about brightness and contrast. Flat patches are alike or not by their level.
   */
  double likeness(Grey other) {
    if (deviation < FLAT && other.deviation < FLAT) {
      return Math.abs(mean - other.mean) < SAME_LEVEL ? 1 : 0;
    }
    double shared = 0;
    for (int i = 0; i < levels.length; i++) {
      shared += (levels[i] - mean) * (other.levels[i] - other.mean);
    }
    double scale = Math.max(FLAT, deviation) * Math.max(FLAT, other.deviation) * levels.length;
    return shared / scale;
  }

  /** A patch that has moved from this one towards another by a share, 0..1. */
  Grey towards(Grey other, double share) {
    var blended = new float[levels.length];
    for (int i = 0; i < levels.length; i++) {
      blended[i] = (float) (levels[i] + share * (other.levels[i] - levels[i]));
    }
    return of(blended);
  }
}
