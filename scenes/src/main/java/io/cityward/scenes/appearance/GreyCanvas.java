package io.cityward.scenes.appearance;

import io.cityward.core.Box;
import io.cityward.core.Picture;
import java.nio.ByteBuffer;

/**
 * A small grey copy of the current picture, painted anew for each look into memory that is kept.
 * One thread.
 */
public final class GreyCanvas {

  /**
   * Wide enough for a far car to fill 30 pixels, small enough to be painted in half a millisecond.
   */
  private static final int WIDTH = 320;

  /** A picture whose grey levels deviate by less is black, covered or undecoded. */
  private static final double BLANK = 3;

  private final int width;
  private int height;
  private ByteBuffer painted = ByteBuffer.allocateDirect(0);
  private byte[] bytes = new byte[0];
  private float[] grey = new float[0];

  public GreyCanvas() {
    this(WIDTH);
  }

  /**
   * @param width in pixels; the height follows the picture's shape
   */
  public GreyCanvas(int width) {
    this.width = width;
  }

  public void paint(Picture picture) {
    paint(picture, Math.max(1, Math.round(width * (float) picture.height() / picture.width())));
  }

  /** Paints the picture stretched to a height. */
  public void paint(Picture picture, int wanted) {
    if (wanted != height) {
      height = wanted;
      painted = ByteBuffer.allocateDirect(width * height);
      bytes = new byte[width * height];
      grey = new float[width * height];
    }
    picture.paintGrey(painted, width, height);
    painted.get(0, bytes);
    for (int i = 0; i < grey.length; i++) {
      grey[i] = bytes[i] & 0xff;
    }
  }

  public int width() {
    return width;
  }

  /** In pixels; 0 before the first picture. */
  public int height() {
    return height;
  }

  /** The grey levels, 0..255, row by row; painted over by the next picture. */
  public float[] levels() {
    return grey;
  }

  /** Whether there is nothing to see: a black, covered or undecoded picture. */
  public boolean blank() {
    return Grey.of(grey).deviation() < BLANK;
  }

  /** The grey levels inside a box, row by row; at least 4 by 4 pixels of them. */
  Grey cut(Box box) {
    int left = clamp((int) (box.left() * width), width - 4);
    int top = clamp((int) (box.top() * height), height - 4);
    int right = Math.max(left + 4, clamp((int) Math.round(box.right() * width), width));
    int bottom = Math.max(top + 4, clamp((int) Math.round(box.bottom() * height), height));
    var levels = new float[(right - left) * (bottom - top)];
    for (int y = top; y < bottom; y++) {
      System.arraycopy(grey, y * width + left, levels, (y - top) * (right - left), right - left);
    }
    return Grey.of(levels);
  }

  private static int clamp(int value, int most) {
    return Math.max(0, Math.min(most, value));
  }
}
