package io.cityward.inference.tensor;

import io.cityward.inference.pack.InputSize;

/**
 * Where a picture lies within the input: scaled to fit, its aspect ratio kept, centred. In pixels
 * of the input. An even number of them wide, since scaling to an odd width takes libswscale up to
 * three times as long; that stretches the picture by one pixel at most.
 */
public record Letterbox(int left, int top, int width, int height) {

  static Letterbox of(int pictureWidth, int pictureHeight, InputSize input) {
    double scale =
        Math.min((double) input.width() / pictureWidth, (double) input.height() / pictureHeight);
    int width = Math.max(2, 2 * (int) Math.round(pictureWidth * scale / 2));
    int height = Math.max(1, (int) Math.round(pictureHeight * scale));
    return new Letterbox((input.width() - width) / 2, (input.height() - height) / 2, width, height);
  }

  /** A place in the input as a place in the picture, 0..1; what lies outside goes to the edge. */
  double pictureX(double x) {
    return Math.min(1, Math.max(0, (x - left) / width));
  }

  /** As {@link #pictureX}, downwards. */
  double pictureY(double y) {
    return Math.min(1, Math.max(0, (y - top) / height));
  }
}
