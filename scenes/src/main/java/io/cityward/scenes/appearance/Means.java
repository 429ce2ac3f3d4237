package io.cityward.scenes.appearance;

/** Means over a square around each pixel, cut off at the edges. */
final class Means {

  private Means() {}

  /**
   * @param radius of the square: so many pixels to each side
   */
  static float[] around(float[] values, int width, int height, int radius) {
    float[] rows = new float[values.length];
    for (int y = 0; y < height; y++) {
      along(values, rows, y * width, 1, width, radius);
    }
    float[] means = new float[values.length];
    for (int x = 0; x < width; x++) {
      along(rows, means, x, width, height, radius);
    }
    return means;
  }

  /** Along one row or column, with a sum that runs along. */
  private static void along(
      float[] values, float[] means, int start, int step, int count, int radius) {
    float sum = 0;
    int held = 0;
    for (int i = -radius; i < count; i++) {
      if (i + radius < count) {
        sum += values[start + (i + radius) * step];
        held++;
      }
      if (i > radius) {
        sum -= values[start + (i - radius - 1) * step];
        held--;
      }
      if (i >= 0) {
        means[start + i * step] = sum / held;
      }
    }
  }
}
