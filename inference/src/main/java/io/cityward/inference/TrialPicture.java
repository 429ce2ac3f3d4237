package io.cityward.inference;

import io.cityward.core.Picture;
import io.cityward.inference.pack.InputSize;
import java.nio.ByteBuffer;

/** A picture to measure with: stripes, which no model takes for anything. */
record TrialPicture(InputSize size) implements Picture {

  @Override
  public int width() {
    return size.width();
  }

  @Override
  public int height() {
    return size.height();
  }

  @Override
  public void paintBgr(ByteBuffer canvas, int canvasWidth, int x, int y, int width, int height) {
    for (int row = y; row < y + height; row++) {
      paint(canvas, 3 * (row * canvasWidth + x), 3 * width);
    }
  }

  @Override
  public void paintGrey(ByteBuffer canvas, int width, int height) {
    paint(canvas, 0, width * height);
  }

  private static void paint(ByteBuffer canvas, int from, int count) {
    for (int i = from; i < from + count; i++) {
      canvas.put(i, (byte) (i * 31));
    }
  }
}
