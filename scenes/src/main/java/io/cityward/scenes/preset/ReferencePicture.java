package io.cityward.scenes.preset;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.core.Picture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** A picture file, as grey as a camera's picture is painted. */
record ReferencePicture(BufferedImage image) implements Picture {

  private static final int MOST_PIXELS = 8192;

  /**
   * @throws CityException NOT_FOUND if there is no such file; INVALID if it is no picture
   */
  static ReferencePicture read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw CityException.notFound("picture", file);
    }
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw CityException.invalid("picture", file, "a JPEG or PNG picture");
      }
      return read(readers.next(), in);
    } catch (IOException e) {
      throw new CityException(
          ErrorCode.INVALID,
          "picture: " + file + " (expected: a JPEG or PNG picture; " + e.getMessage() + ")",
          e);
    }
  }

  /** A small file may claim to be a picture that no memory holds: its size is looked at first. */
  private static ReferencePicture read(ImageReader reader, ImageInputStream in) throws IOException {
    try {
      reader.setInput(in);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if (width > MOST_PIXELS || height > MOST_PIXELS) {
        throw CityException.invalid(
            "picture", width + " x " + height, "at most " + MOST_PIXELS + " pixels either way");
      }
      return new ReferencePicture(reader.read(0));
    } finally {
      reader.dispose();
    }
  }

  @Override
  public int width() {
    return image.getWidth();
  }

  @Override
  public int height() {
    return image.getHeight();
  }

  @Override
  public void paintBgr(ByteBuffer canvas, int canvasWidth, int x, int y, int width, int height) {
    throw new UnsupportedOperationException("a reference picture is grey");
  }

  @Override
  public void paintGrey(ByteBuffer canvas, int width, int height) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        canvas.put(y * width + x, (byte) mean(x, y, width, height));
      }
    }
  }

  /** Of the pixels under one of the canvas. */
  private int mean(int column, int row, int columns, int rows) {
    int left = column * width() / columns;
    int top = row * height() / rows;
    int right = Math.max(left + 1, (column + 1) * width() / columns);
    int bottom = Math.max(top + 1, (row + 1) * height() / rows);
    int[] pixels = image.getRGB(left, top, right - left, bottom - top, null, 0, right - left);
    float sum = 0;
    for (int pixel : pixels) {
      sum += 0.299f * (pixel >> 16 & 0xff) + 0.587f * (pixel >> 8 & 0xff) + 0.114f * (pixel & 0xff);
    }
    return Math.round(sum / pixels.length);
  }
}
