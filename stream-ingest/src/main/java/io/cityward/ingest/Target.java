package io.cityward.ingest;

import java.nio.ByteBuffer;

/** A rectangle on a canvas of packed pixels, BGR or grey; all numbers in pixels. */
record Target(
    ByteBuffer canvas, int bytesPerPixel, int canvasWidth, int x, int y, int width, int height) {

  /** Of BGR. */
  static final int BYTES_PER_PIXEL = 3;

  static Target bgr(ByteBuffer canvas, int canvasWidth, int x, int y, int width, int height) {
    return new Target(canvas, BYTES_PER_PIXEL, canvasWidth, x, y, width, height);
  }

  /** The whole of a grey canvas. */
  static Target grey(ByteBuffer canvas, int width, int height) {
    return new Target(canvas, 1, width, 0, 0, width, height);
  }

  Target {
    if (!canvas.isDirect()) {
      throw new IllegalArgumentException("canvas: on the heap (expected: a direct buffer)");
    }
    int canvasHeight = canvasWidth < 1 ? 0 : canvas.capacity() / (canvasWidth * bytesPerPixel);
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

  boolean grey() {
    return bytesPerPixel == 1;
  }

  long offset() {
    return (long) y * stride() + (long) x * bytesPerPixel;
  }

  /** Of one row of the rectangle. */
  long rowBytes() {
    return (long) width * bytesPerPixel;
  }

  /** Of one row of the canvas. */
  int stride() {
    return canvasWidth * bytesPerPixel;
  }
}
