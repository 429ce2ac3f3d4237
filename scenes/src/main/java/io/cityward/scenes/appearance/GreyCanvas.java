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

  private int height;
  private ByteBuffer bgr = ByteBuffer.allocateDirect(0);
  private byte[] bytes = new byte[0];
  private float[] grey = new float[0];

  public void paint(Picture picture) {
    int wanted = Math.max(1, Math.round(WIDTH * (float) picture.height() / picture.width()));
    if (wanted != height) {
      height = wanted;
      bgr = ByteBuffer.allocateDirect(WIDTH * height * 3);
      bytes = new byte[WIDTH * height * 3];
      grey = new float[WIDTH * height];
    }
    picture.paintBgr(bgr, WIDTH, 0, 0, WIDTH, height);
    bgr.get(0, bytes);
    for (int i = 0; i < grey.length; i++) {
      int blue = bytes[3 * i] & 0xff;
      int green = bytes[3 * i + 1] & 0xff;
      int red = bytes[3 * i + 2] & 0xff;
      grey[i] = 0.114f * blue + 0.587f * green + 0.299f * red;
    }
  }

  /** Whether there is nothing to see: a black, covered or undecoded picture. */
  public boolean blank() {
    return Grey.of(grey).deviation() < BLANK;
  }

  /** The grey levels inside a box, row by row; at least 4 by 4 pixels of them. */
  Grey cut(Box box) {
    int left = clamp((int) (box.left() * WIDTH), WIDTH - 4);
    int top = clamp((int) (box.top() * height), height - 4);
    int right = Math.max(left + 4, clamp((int) Math.round(box.right() * WIDTH), WIDTH));
    int bottom = Math.max(top + 4, clamp((int) Math.round(box.bottom() * height), height));
    var levels = new float[(right - left) * (bottom - top)];
    for (int y = top; y < bottom; y++) {
      System.arraycopy(grey, y * WIDTH + left, levels, (y - top) * (right - left), right - left);
    }
    return Grey.of(levels);
  }

  private static int clamp(int value, int most) {
    return Math.max(0, Math.min(most, value));
  }
}
