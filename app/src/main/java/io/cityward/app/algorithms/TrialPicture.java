package io.cityward.app.algorithms;

import io.cityward.core.Picture;
import java.nio.ByteBuffer;

/** A picture that is computed as it is painted: of one grey, or noise that is always the same. */
record TrialPicture(String name, int width, int height, int grey, boolean noise)
    implements Picture {

  static TrialPicture plain(String colour, int grey, int width, int height) {
    return new TrialPicture(colour + " " + width + "x" + height, width, height, grey, false);
  }

  static TrialPicture noise(int width, int height) {
    return new TrialPicture("noise " + width + "x" + height, width, height, 0, true);
  }

  @Override
  public void paintBgr(ByteBuffer canvas, int canvasWidth, int x, int y, int width, int height) {
    for (int row = 0; row < height; row++) {
      int at = 3 * ((y + row) * canvasWidth + x);
      for (int i = 0; i < 3 * width; i++) {
        canvas.put(at + i, value(row, i));
      }
    }
  }

  @Override
  public void paintGrey(ByteBuffer canvas, int width, int height) {
    for (int i = 0; i < width * height; i++) {
      canvas.put(i, value(i / width, i % width));
    }
  }

  private byte value(int row, int column) {
    if (!noise) {
      return (byte) grey;
    }
    int mixed = (row * 73856093) ^ (column * 19349663);
    return (byte) ((mixed * 0x9e3779b1) >>> 24);
  }
}
