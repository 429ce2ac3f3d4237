package io.cityward.testkit.drawing;

import io.cityward.core.Picture;
import java.nio.ByteBuffer;

/** A grey picture that is drawn upon; kept and drawn anew for every moment. */
public final class GreyPicture implements Picture {

  private final int width;
  private final int height;
  private final byte[] levels;
  private double originX;
  private double originY;

  public GreyPicture(int width, int height) {
    this.width = width;
    this.height = height;
    this.levels = new byte[width * height];
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  /** The grey levels, 0..255, row by row; written to by whoever draws. */
  public byte[] levels() {
    return levels;
  }

  /** Takes over another's pixels, moved by a part of pixels; edges repeat. */
  public void show(GreyPicture other, double x, double y) {
    originX = x;
    originY = y;
    if (x == 0 && y == 0) {
      System.arraycopy(other.levels, 0, levels, 0, levels.length);
      return;
    }
    int wholeX = (int) Math.floor(x);
    int wholeY = (int) Math.floor(y);
    int right = (int) Math.round(256 * (x - wholeX));
    int down = (int) Math.round(256 * (y - wholeY));
    for (int row = 0; row < height; row++) {
      int upper = other.row(row - wholeY - 1);
      int lower = other.row(row - wholeY);
      for (int column = 0; column < width; column++) {
        int before = other.column(column - wholeX - 1);
        int after = other.column(column - wholeX);
        int above =
            right * (other.levels[upper + before] & 0xff)
                + (256 - right) * (other.levels[upper + after] & 0xff);
        int below =
            right * (other.levels[lower + before] & 0xff)
                + (256 - right) * (other.levels[lower + after] & 0xff);
        levels[row * width + column] = (byte) ((down * above + (256 - down) * below) >> 16);
      }
    }
  }

  private int row(int y) {
    return Math.max(0, Math.min(height - 1, y)) * width;
  }

  private int column(int x) {
    return Math.max(0, Math.min(width - 1, x));
  }

  /**
   * Paints a rectangle; pixels that it covers in part take on its level in part.
   *
   * @param x of its centre
   * @param y of its centre
   * @param share how much of it hides what is behind, 0..1
   */
  public void box(double x, double y, double wide, double high, double level, double share) {
    double left = x + originX - wide / 2;
    double top = y + originY - high / 2;
    for (int row = first(top); row < last(top + high, height); row++) {
      double rows = covered(row, top, top + high);
      for (int column = first(left); column < last(left + wide, width); column++) {
        blend(row * width + column, level, share * rows * covered(column, left, left + wide));
      }
    }
  }

  /** A soft round spot, brightest in its middle; adds light. */
  public void glow(double x, double y, double radius, double light) {
    double middleX = x + originX;
    double middleY = y + originY;
    for (int row = first(middleY - radius); row < last(middleY + radius, height); row++) {
      for (int column = first(middleX - radius); column < last(middleX + radius, width); column++) {
        double off = Math.hypot(column + 0.5 - middleX, row + 0.5 - middleY) / radius;
        if (off < 1) {
          int at = row * width + column;
          double fades = (1 - off * off) * (1 - off * off);
          levels[at] = (byte) Math.min(255, Math.round((levels[at] & 0xff) + light * fades));
        }
      }
    }
  }

  private static int first(double edge) {
    return Math.max(0, (int) Math.floor(edge));
  }

  private static int last(double edge, int most) {
    return Math.min(most, (int) Math.ceil(edge));
  }

  private static double covered(int pixel, double from, double to) {
    return Math.max(0, Math.min(pixel + 1, to) - Math.max(pixel, from));
  }

  private void blend(int at, double level, double share) {
    double before = levels[at] & 0xff;
    levels[at] = (byte) Math.round(before + share * (level - before));
  }

  /** What a sensor makes of it. */
  public void expose(double gain, byte[] noise, int from) {
    int scale = (int) Math.round(256 * gain);
    int at = from;
    for (int i = 0; i < levels.length; i++) {
      int level = (((levels[i] & 0xff) * scale) >> 8) + noise[at];
      levels[i] = (byte) (level < 0 ? 0 : Math.min(255, level));
      at = at + 1 == noise.length ? 0 : at + 1;
    }
  }

  @Override
  public void paintBgr(ByteBuffer canvas, int canvasWidth, int x, int y, int width, int height) {
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        byte level = (byte) mean(column, row, width, height);
        int at = 3 * ((y + row) * canvasWidth + x + column);
        canvas.put(at, level).put(at + 1, level).put(at + 2, level);
      }
    }
  }

  @Override
  public void paintGrey(ByteBuffer canvas, int width, int height) {
    if (width == this.width && height == this.height) {
      canvas.put(0, levels);
      return;
    }
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        canvas.put(row * width + column, (byte) mean(column, row, width, height));
      }
    }
  }

  private int mean(int x, int y, int columns, int rows) {
    int left = (int) ((long) x * width / columns);
    int right = Math.max(left + 1, (int) ((long) (x + 1) * width / columns));
    int top = (int) ((long) y * height / rows);
    int bottom = Math.max(top + 1, (int) ((long) (y + 1) * height / rows));
    int sum = 0;
    for (int row = top; row < bottom; row++) {
      for (int column = left; column < right; column++) {
        sum += levels[row * width + column] & 0xff;
      }
    }
    int area = (right - left) * (bottom - top);
    return (sum + area / 2) / area;
  }
}
