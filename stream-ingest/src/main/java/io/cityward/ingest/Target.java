package io.cityward.ingest;

import java.nio.ByteBuffer;

/** A rectangle on a canvas of packed BGR pixels; all numbers in pixels. */
record Target(ByteBuffer canvas, int canvasWidth, int x, int y, int width, int height) {

  static final int BYTES_PER_PIXEL = 3;

  Target {
    if (!canvas.isDirect()) {
      throw new IllegalArgumentException("canvas: on the heap (expected: a direct buffer)");
    }
    int canvasHeight = canvasWidth < 1 ? 0 : canvas.capacity() / stride(canvasWidth);
    boolean fits =
        x >= 0
            && y >= 0
            && width >= 1
            && height >= 1
            && width <= canvasWidth - x
            && height <= canvasHeight - y;
    if (!fits) {
      throw new IllegalArgumentException(
          "target: %dx%d at %d,%d (expected: inside the canvas of %dx%d)"
              .formatted(width, height, x, y, canvasWidth, canvasHeight));
    }
  }

  long offset() {
    return (long) y * stride(canvasWidth) + (long) x * BYTES_PER_PIXEL;
  }

  /** Of one row of the rectangle. */
  long rowBytes() {
    return (long) width * BYTES_PER_PIXEL;
  }

  /** Of one row of the canvas. */
  int stride() {
    return stride(canvasWidth);
  }

  private static int stride(int canvasWidth) {
    return canvasWidth * BYTES_PER_PIXEL;
  }
}
