package io.cityward.scenes.throwing;

import static org.bytedeco.opencv.global.opencv_core.CV_32S;
import static org.bytedeco.opencv.global.opencv_core.REDUCE_SUM;
import static org.bytedeco.opencv.global.opencv_core.reduce;

import java.nio.IntBuffer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * By how many whole pixels a camera moved between two pictures.
 *
 * @param x to the right, pixels
 * @param y down, pixels
 */
record Shift(int x, int y) {

  static final Shift NONE = new Shift(0, 0);

  /** In 1920 pixels: a camera that shakes by more between two pictures shows nothing. */
  private static final int MOST = 12;

  private static final int USUAL_WIDTH = 1920;

  /** Rows or columns of a large picture that are summed, and parts of so many of which one is. */
  private static final int PART = 32;

  private static final int SKIPPED = 4;

  /** The shifted picture must fit so much better than the one at rest. */
  private static final double BETTER = 0.7;

  /** How far a picture of this width may have moved, pixels. */
  static int most(int width) {
    return width <= USUAL_WIDTH ? MOST : MOST * width / USUAL_WIDTH;
  }

  boolean moves() {
    return x != 0 || y != 0;
  }

  boolean larger(double pixels) {
    return Math.max(Math.abs(x), Math.abs(y)) > pixels;
  }

  Shift back() {
    return new Shift(-x, -y);
  }

  Shift plus(Shift other) {
    return new Shift(x + other.x, y + other.y);
  }

  /**
   * Compares the sums of rows and columns, as shake moves everything alike while a swaying tree
   * moves its own rows only.
   *
   * @param most how far at most, pixels
   */
  static Shift between(Mat before, Mat after, Rect middle, int most) {
    return new Shift(along(before, after, middle, 0, most), along(before, after, middle, 1, most));
  }

  private static int along(Mat before, Mat after, Rect middle, int dimension, int most) {
    int[] one = profile(before, middle, dimension);
    int[] other = profile(after, middle, dimension);
    double still = unlike(one, other, 0, most);
    int best = 0;
    double least = BETTER * still;
    for (int shift = -most; shift <= most; shift++) {
      double unlike = shift == 0 ? Double.MAX_VALUE : unlike(one, other, shift, most);
      if (unlike < least) {
        least = unlike;
        best = shift;
      }
    }
    return best;
  }

  /** Differences of neighbours, so that a change of light does not matter. */
  private static int[] profile(Mat picture, Rect middle, int dimension) {
    int length = dimension == 0 ? middle.width() : middle.height();
    var slopes = new int[length];
    if (picture.cols() <= USUAL_WIDTH) {
      addSlopes(picture, middle, dimension, slopes);
      return slopes;
    }
    // A quarter of a large picture tells as much, if it is taken from all over it.
    boolean columns = dimension == 0;
    int parts = columns ? middle.height() / PART : middle.width() / PART;
    for (int part = 0; part < parts; part += SKIPPED) {
      Rect some =
          columns
              ? new Rect(middle.x(), middle.y() + part * PART, middle.width(), PART)
              : new Rect(middle.x() + part * PART, middle.y(), PART, middle.height());
      addSlopes(picture, some, dimension, slopes);
    }
    return slopes;
  }

  private static void addSlopes(Mat picture, Rect part, int dimension, int[] slopes) {
    try (Mat inside = new Mat(picture, part);
        Mat sums = new Mat()) {
      reduce(inside, sums, dimension, REDUCE_SUM, CV_32S);
      IntBuffer values = sums.createBuffer();
      for (int i = 1; i < slopes.length; i++) {
        slopes[i] += values.get(i) - values.get(i - 1);
      }
    }
  }

  private static double unlike(int[] one, int[] other, int shift, int most) {
    double sum = 0;
    int count = 0;
    for (int i = most; i < one.length - most; i++) {
      sum += Math.abs(one[i] - other[i + shift]);
      count++;
    }
    return count == 0 ? Double.MAX_VALUE : sum / count;
  }
}
