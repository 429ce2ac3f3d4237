package io.cityward.scenes;

import io.cityward.core.Box;
import io.cityward.core.Picture;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** A grey picture kept in an array, to be cut, moved, darkened or spoilt. */
public record Still(int width, int height, byte[] levels) implements Picture {

  public static Still of(Picture picture, int width) {
    int height = Math.round(width * (float) picture.height() / picture.width());
    ByteBuffer canvas = ByteBuffer.allocateDirect(width * height);
    picture.paintGrey(canvas, width, height);
    byte[] levels = new byte[width * height];
    canvas.get(0, levels);
    return new Still(width, height, levels);
  }

  /** What another pixel of this picture each pixel shows. */
  public interface Source {
    int level(int x, int y);
  }

  public int level(int x, int y) {
    int inX = Math.max(0, Math.min(width - 1, x));
    int inY = Math.max(0, Math.min(height - 1, y));
    return levels[inY * width + inX] & 0xff;
  }

  public Still redrawn(Source source) {
    byte[] drawn = new byte[levels.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        drawn[y * width + x] = (byte) Math.max(0, Math.min(255, source.level(x, y)));
      }
    }
    return new Still(width, height, drawn);
  }

  public Still mapped(DoubleUnaryOperator light) {
    return redrawn((x, y) -> (int) Math.round(light.applyAsDouble(level(x, y))));
  }

  public Still noisy(double noise, long seed) {
    Random random = new Random(seed);
    return redrawn((x, y) -> (int) Math.round(level(x, y) + noise * random.nextGaussian()));
  }

  /** A cut, as another camera that sees only that would show it. */
  public Still cut(Box box) {
    int left = (int) Math.round(box.left() * width);
    int top = (int) Math.round(box.top() * height);
    int wide = (int) Math.round(box.width() * width);
    int high = (int) Math.round(box.height() * height);
    byte[] cut = new byte[wide * high];
    for (int y = 0; y < high; y++) {
      for (int x = 0; x < wide; x++) {
        cut[y * wide + x] = (byte) level(left + x, top + y);
      }
    }
    return new Still(wide, high, cut);
  }

  /** Turned by so many degrees about the middle; what lies outside repeats the edge. */
  public Still turned(double degrees) {
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    return redrawn(
        (x, y) -> {
          double dx = x - width / 2.0;
          double dy = y - height / 2.0;
          return level(
              (int) (width / 2.0 + cos * dx - sin * dy),
              (int) (height / 2.0 + sin * dx + cos * dy));
        });
  }

  /** Out of focus, or behind a film: the mean of a square of so many pixels to each side. */
  public Still blurred(int radius) {
    long[] sums = new long[(width + 1) * (height + 1)];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = (y + 1) * (width + 1) + x + 1;
        sums[at] = level(x, y) + sums[at - 1] + sums[at - width - 1] - sums[at - width - 2];
      }
    }
    return redrawn(
        (x, y) -> {
          int left = Math.max(0, x - radius);
          int right = Math.min(width, x + radius + 1);
          int top = Math.max(0, y - radius) * (width + 1);
          int bottom = Math.min(height, y + radius + 1) * (width + 1);
          long sum =
              sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left];
          return (int) (sum * (width + 1) / ((long) (bottom - top) * (right - left)));
        });
  }

  /** A flat thing in front. */
  public Still behind(Box box, int grey) {
    return redrawn(
        (x, y) ->
            box.contains(new io.cityward.core.Point((x + 0.5) / width, (y + 0.5) / height))
                ? grey
                : level(x, y));
  }

  @Override
  public void paintBgr(ByteBuffer canvas, int canvasWidth, int x, int y, int width, int height) {
    throw new UnsupportedOperationException("grey alone");
  }

  @Override
  public void paintGrey(ByteBuffer canvas, int width, int height) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        canvas.put(y * width + x, (byte) mean(x, y, width, height));
      }
    }
  }

  private int mean(int x, int y, int columns, int rows) {
    int left = x * width / columns;
    int right = Math.max(left + 1, (x + 1) * width / columns);
    int top = y * height / rows;
    int bottom = Math.max(top + 1, (y + 1) * height / rows);
    int sum = 0;
    for (int row = top; row < bottom; row++) {
      for (int column = left; column < right; column++) {
        sum += level(column, row);
      }
    }
    return Math.round(sum / (float) ((right - left) * (bottom - top)));
  }
}
