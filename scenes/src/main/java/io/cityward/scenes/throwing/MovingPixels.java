package io.cityward.scenes.throwing;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.absdiff;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_core.mean;
import static org.bytedeco.opencv.global.opencv_core.min;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_TOZERO;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import io.cityward.core.Picture;
import java.nio.ByteBuffer;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * What moved in the middle one of the last three pictures that differ: pixels that differ from both
 * the picture before and the one after, shake taken out. Pictures are grey, and kept in memory that
 * is used again. One thread.
 */
final class MovingPixels {

  /** What a picture brought. */
  enum Look {
    /** The first of a row: there is nothing to compare it with. */
    FIRST,
    /** It shows what the one before showed: nothing moved, or a camera repeats itself. */
    SAME,
    /** The whole picture changed, by light or by another view: what was seen counts no more. */
    BROKEN,
    /** Something moved, and {@link #changes()} says where. */
    MOVED
  }

  /** Grey levels that noise of an ordinary camera seldom reaches. */
  private static final int LEAST_CHANGE = 12;

  private static final int MOST_CHANGE = 40;
  private static final double NOISE_FACTOR = 5;

  /** Share of changed pixels from which the camera itself may have moved. */
  private static final double MAYBE_SHAKEN = 0.004;

  /** Share of changed pixels from which nothing can be told any more. */
  private static final double BROKEN = 0.2;

  /** A camera that has moved by more than this share of the width turns, and does not shake. */
  private static final double FARTHEST = 0.04;

  /** A change of the whole picture's brightness by more grey levels is a step of the exposure. */
  private static final double LIGHT_STEP = 5;

  /** So many pictures in a row may be repetitions of one: a 5 fps camera in a 30 fps container. */
  private static final int MOST_REPEATED = 5;

  /** A picture with less than this share of the last one's changes is a repetition of it. */
  private static final double REPEATED = 0.08;

  static {
    // Cameras are many, and each has its thread: OpenCV's own would take others' cores.
    setNumThreads(1);
  }

  /** Pixels: a part of the picture has at least so many columns and rows. */
  private static final int LEAST = 8;

  private final int mostWidth;
  private final Region region;
  private Mat[] pictures = new Mat[0];
  private final double[] seconds = new double[3];
  private final double[] brightness = new double[3];
  private Mat change = new Mat();
  private Mat earlier = new Mat();
  private Mat both = new Mat();
  private ByteBuffer result = ByteBuffer.allocateDirect(0);
  private Rect middle = new Rect(0, 0, 0, 0);
  private Shift lastShift = Shift.NONE;
  private Shift stable = Shift.NONE;
  private int margin;
  private int width;
  private int height;
  private int held;
  private int repeated;
  private int lastChanged;
  private double noise = LEAST_CHANGE / NOISE_FACTOR;

  /** The part of the picture that is looked at, 0..1. */
  record Region(double left, double top, double right, double bottom) {

    static Region around(List<Facade> facades) {
      return new Region(
          facades.stream().mapToDouble(Facade::left).min().orElse(0),
          facades.stream().mapToDouble(Facade::top).min().orElse(0),
          facades.stream().mapToDouble(Facade::right).max().orElse(1),
          facades.stream().mapToDouble(Facade::bottom).max().orElse(1));
    }
  }

  MovingPixels(Region region, int mostWidth) {
    this.region = region;
    this.mostWidth = mostWidth;
  }

  /**
   * Looks at the next picture.
   *
   * @param at when it was taken, seconds on the media clock
   */
  Look look(Picture picture, double at) {
    size(picture);
    // 0 is the oldest, 1 the middle one, 2 the newest.
    Mat newest = pictures[2];
    picture.paintGrey(newest.createBuffer(), width, height);
    seconds[2] = at;
    try (Mat inside = new Mat(newest, middle)) {
      brightness[2] = mean(inside).get(0);
    }
    if (held == 0) {
      return restart(Look.FIRST);
    }
    if (Math.abs(brightness[2] - brightness[1]) > LIGHT_STEP) {
      return restart(Look.BROKEN);
    }
    difference(newest, Shift.NONE, pictures[1], change);
    int level = level();
    int changed = changed(change, level);
    Shift shift = Shift.NONE;
    if (changed > MAYBE_SHAKEN * area()) {
      shift = Shift.between(pictures[1], newest, middle, margin);
      if (shift.moves()) {
        difference(newest, shift, pictures[1], change);
        changed = changed(change, level);
      }
    }
    if (changed > BROKEN * area() || stable.plus(shift).larger(FARTHEST * width)) {
      return restart(Look.BROKEN);
    }
    if (repeats(changed)) {
      repeated++;
      return same();
    }
    repeated = 0;
    lastChanged = changed;
    // Two pictures that differ do not tell which of them shows the thing.
    Look look = held >= 2 ? compare(level) : Look.SAME;
    lastShift = shift;
    stable = stable.plus(shift);
    forward();
    return look;
  }

  private boolean repeats(int changed) {
    return changed == 0 || (changed < REPEATED * lastChanged && repeated < MOST_REPEATED);
  }

  /** The middle picture against both others. */
  private Look compare(int level) {
    difference(pictures[0], lastShift.back(), pictures[1], earlier);
    min(change, earlier, both);
    threshold(both, both, level, 0, THRESH_TOZERO);
    changeSeconds = seconds[1];
    changeShift = stable;
    return Look.MOVED;
  }

  private double changeSeconds;
  private Shift changeShift = Shift.NONE;

  /** In the coordinates of the second, so that both comparisons of a picture are alike. */
  private void difference(Mat one, Shift shift, Mat other, Mat into) {
    Rect moved =
        new Rect(middle.x() + shift.x(), middle.y() + shift.y(), middle.width(), middle.height());
    try (Mat a = new Mat(one, moved);
        Mat b = new Mat(other, middle)) {
      absdiff(a, b, into);
    }
  }

  private int changed(Mat differences, int level) {
    threshold(differences, both, level, 0, THRESH_TOZERO);
    return countNonZero(both);
  }

  /** Follows the sensor's noise: what most pixels change by from picture to picture. */
  private int level() {
    noise += 0.05 * (mean(change).get(0) - noise);
    return (int) Math.max(LEAST_CHANGE, Math.min(MOST_CHANGE, NOISE_FACTOR * noise));
  }

  private Look restart(Look look) {
    forward();
    held = 1;
    lastShift = Shift.NONE;
    stable = Shift.NONE;
    repeated = 0;
    lastChanged = 0;
    return look;
  }

  private void forward() {
    Mat oldest = pictures[0];
    pictures[0] = pictures[1];
    pictures[1] = pictures[2];
    pictures[2] = oldest;
    seconds[0] = seconds[1];
    seconds[1] = seconds[2];
    brightness[0] = brightness[1];
    brightness[1] = brightness[2];
    held = Math.min(3, held + 1);
  }

  /** The newer one takes the place of what it repeats, so that slow light adds up to nothing. */
  private Look same() {
    Mat spare = pictures[1];
    pictures[1] = pictures[2];
    pictures[2] = spare;
    brightness[1] = brightness[2];
    return Look.SAME;
  }

  private void size(Picture picture) {
    int wantedWidth = Math.min(mostWidth, picture.width());
    int wantedHeight =
        Math.max(1, Math.round(wantedWidth * (float) picture.height() / picture.width()));
    if (wantedWidth == width && wantedHeight == height) {
      return;
    }
    width = wantedWidth;
    height = wantedHeight;
    for (Mat old : pictures) {
      old.close();
    }
    pictures = new Mat[3];
    for (int i = 0; i < 3; i++) {
      pictures[i] = new Mat(height, width, CV_8UC1);
    }
    margin = Math.min(Shift.most(width), Math.min(width, height) / 4);
    int left = within(region.left() * width, width);
    int top = within(region.top() * height, height);
    int right = Math.min(width - margin, (int) Math.ceil(region.right() * width));
    int bottom = Math.min(height - margin, (int) Math.ceil(region.bottom() * height));
    middle =
        new Rect(left, top, Math.max(LEAST, (right - left) / 8 * 8), Math.max(LEAST, bottom - top));
    change = new Mat(middle.height(), middle.width(), CV_8UC1);
    earlier = new Mat(middle.height(), middle.width(), CV_8UC1);
    both = new Mat(middle.height(), middle.width(), CV_8UC1);
    result = new BytePointer(both.data()).capacity((long) area()).asByteBuffer();
    reset();
  }

  /** A zone at the very edge is looked at as far as shake leaves something of it. */
  private int within(double edge, int length) {
    return Math.max(0, Math.min(length - margin - LEAST, Math.max(margin, (int) edge)));
  }

  private int area() {
    return middle.width() * middle.height();
  }

  /** How much each pixel of the watched part changed, 0 where it did not; row by row. */
  ByteBuffer changes() {
    return result;
  }

  /** When the picture was taken whose pixels moved. */
  double changeSeconds() {
    return changeSeconds;
  }

  /** By how much the camera has moved since it was last at rest. */
  Shift changeShift() {
    return changeShift;
  }

  /** The camera is taken to be at rest. */
  void settle() {
    stable = Shift.NONE;
  }

  void reset() {
    held = 0;
    lastShift = Shift.NONE;
    stable = Shift.NONE;
    repeated = 0;
    lastChanged = 0;
  }

  /** Of the picture as it is looked at, pixels; 0 before the first. */
  int width() {
    return width;
  }

  int height() {
    return height;
  }

  int left() {
    return middle.x();
  }

  int top() {
    return middle.y();
  }

  int columns() {
    return middle.width();
  }

  int rows() {
    return middle.height();
  }
}
