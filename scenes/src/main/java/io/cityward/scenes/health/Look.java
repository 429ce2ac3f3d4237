package io.cityward.scenes.health;

import io.cityward.scenes.appearance.GreyCanvas;
import io.cityward.scenes.appearance.Structure;

/**
 * What is measured in one picture, by cells of {@value #CELL} by {@value #CELL} pixels of the small
 * canvas. The uppermost and the lowest row of cells are left out: there cameras write name and
 * time, which go on when nothing else does.
 *
 * @param levels grey, 0..255, without those rows
 * @param dark share of the cells without light and without edges
 * @param undecoded share of the pixels that have exactly the grey of pictures that were never
 *     decoded, like their neighbours
 * @param contrast of each cell: how sharply levels bend from pixel to pixel, over mean level
 */
record Look(float[] levels, double dark, double undecoded, float[] contrast, Structure structure) {

  private static final int CELL = 8;

  /** Of 255; the noise of a sensor without light stays below. */
  private static final float NO_LIGHT = 24;

  /** What noise makes of this on the small canvas. */
  private static final float NO_EDGES = 2.5f;

  /** Added to the level: in the dark, noise must not pass for contrast. */
  private static final float LEAST_LEVEL = 16;

  /** 128 in the full range of luma and in the limited one. */
  private static final int[] UNDECODED = {128, 130};

  static Look of(GreyCanvas canvas, Structure structure) {
    int width = canvas.width();
    int rows = canvas.height() / CELL - 2;
    int columns = width / CELL;
    var levels = new float[rows * CELL * width];
    System.arraycopy(canvas.levels(), CELL * width, levels, 0, levels.length);
    var contrast = new float[rows * columns];
    int dark = 0;
    for (int cell = 0; cell < contrast.length; cell++) {
      int corner = cell / columns * CELL * width + cell % columns * CELL;
      float level = level(levels, width, corner);
      float bend = bend(levels, width, corner);
      dark += level < NO_LIGHT && bend < NO_EDGES ? 1 : 0;
      contrast[cell] = bend / (level + LEAST_LEVEL);
    }
    return new Look(
        levels, (double) dark / contrast.length, undecoded(levels, width), contrast, structure);
  }

  /** Share of the pixels that differ at all. */
  double changed(Look other) {
    int changed = 0;
    for (int i = 0; i < levels.length; i++) {
      changed += levels[i] == other.levels[i] ? 0 : 1;
    }
    return (double) changed / levels.length;
  }

  private static float level(float[] levels, int width, int corner) {
    float sum = 0;
    for (int y = 0; y < CELL; y++) {
      for (int x = 0; x < CELL; x++) {
        sum += levels[corner + y * width + x];
      }
    }
    return sum / (CELL * CELL);
  }

  /** How far each pixel lies from the middle of its neighbours: edges count, ramps do not. */
  private static float bend(float[] levels, int width, int corner) {
    float sum = 0;
    for (int y = 1; y < CELL - 1; y++) {
      for (int x = 1; x < CELL - 1; x++) {
        int at = corner + y * width + x;
        sum += Math.abs(levels[at] - (levels[at - 1] + levels[at + 1]) / 2);
        sum += Math.abs(levels[at] - (levels[at - width] + levels[at + width]) / 2);
      }
    }
    return sum / (2 * (CELL - 2) * (CELL - 2));
  }

  private static double undecoded(float[] levels, int width) {
    int most = 0;
    for (int grey : UNDECODED) {
      int count = 0;
      for (int at = 0; at < levels.length - width - 1; at++) {
        boolean flat = levels[at] == levels[at + 1] && levels[at] == levels[at + width];
        count += flat && levels[at] == grey ? 1 : 0;
      }
      most = Math.max(most, count);
    }
    return (double) most / levels.length;
  }
}
