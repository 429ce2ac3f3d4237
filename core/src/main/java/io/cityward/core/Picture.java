package io.cityward.core;

import java.nio.ByteBuffer;

/**
 * A decoded picture in native memory, in whatever pixel format its source has. It is never handed
 * out as an array: who needs pixels says where they shall be painted, and one native call scales
 * and converts straight from the decoder's planes.
 */
public interface Picture {

  /** Width in pixels, as displayed. */
  int width();

  /** Height in pixels, as displayed. */
  int height();

  /**
   * Paints the whole picture, scaled, as packed 8-bit BGR into a rectangle of a canvas.
   *
   * @param canvas a direct buffer of {@code canvasWidth * canvasHeight * 3} bytes from position 0;
   *     position and limit are left as they are
   * @param canvasWidth width of the canvas in pixels
   * @param x left edge of the target in pixels
   * @param y top edge of the target in pixels
   * @param width width of the target in pixels
   * @param height height of the target in pixels
   * @throws IllegalArgumentException if the target does not fit the canvas
   */
  void paintBgr(ByteBuffer canvas, int canvasWidth, int x, int y, int width, int height);

  /**
   * Paints the whole picture's luma, scaled, one byte per pixel, packed: 0 is black and 255 white,
   * whatever range the source codes. Much cheaper than {@link #paintBgr}: colour is not touched,
   * and where a picture shrinks strongly only some of its rows are read, so that a single row of a
   * large picture may not show.
   *
   * @param canvas a direct buffer of at least {@code width * height} bytes from position 0;
   *     position and limit are left as they are
   * @param width width of the canvas in pixels
   * @param height height of the canvas in pixels
   * @throws IllegalArgumentException if the canvas is too small
   */
  void paintGrey(ByteBuffer canvas, int width, int height);
}
