package io.cityward.scenes.motion;

import io.cityward.core.Point;
import io.cityward.core.Polygon;
import io.cityward.scenes.appearance.GreyCanvas;
import java.util.List;

/**
 * The means of a picture's blocks: squares of {@value #SIDE} pixels of the small canvas, half over
 * each other, so that something small always lies well inside one of them.
 */
record Blocks(int columns, int rows, float[] means) {

  private static final int SIDE = 4;
  private static final int STEP = 2;

  /** Around an area, what belongs to a thing that stands in it: two tenths of the picture. */
  private static final double MARGIN = 0.1;

  static Blocks of(GreyCanvas canvas) {
    int columns = count(canvas.width());
    int rows = count(canvas.height());
    var means = new float[columns * rows];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        means[row * columns + column] = mean(canvas, column * STEP, row * STEP);
      }
    }
    return new Blocks(columns, rows, means);
  }

  boolean sameShape(Blocks other) {
    return columns == other.columns && rows == other.rows;
  }

  /** Which blocks lie in the areas or near them; all where there is no area. */
  boolean[] near(List<Polygon> areas) {
    var near = new boolean[means.length];
    for (int i = 0; i < near.length; i++) {
      double x = (i % columns + 1.0) / (columns + 1);
      double y = (i / columns + 1.0) / (rows + 1);
      near[i] = areas.isEmpty() || areas.stream().anyMatch(area -> near(area, x, y));
    }
    return near;
  }

  private static boolean near(Polygon area, double x, double y) {
    for (double dx = -MARGIN; dx <= MARGIN; dx += MARGIN / 4) {
      for (double dy = -MARGIN; dy <= MARGIN; dy += MARGIN / 4) {
        if (area.contains(new Point(x + dx, y + dy))) {
          return true;
        }
      }
    }
    return false;
  }

  private static int count(int pixels) {
    return Math.max(1, (pixels - SIDE) / STEP + 1);
  }

  private static float mean(GreyCanvas canvas, int left, int top) {
    float[] levels = canvas.levels();
    int right = Math.min(canvas.width(), left + SIDE);
    int bottom = Math.min(canvas.height(), top + SIDE);
    float sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += levels[y * canvas.width() + x];
      }
    }
    return sum / ((right - left) * (bottom - top));
  }
}
