package io.cityward.ingest;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import io.cityward.core.Box;
import io.cityward.core.CityException;
import io.cityward.core.Picture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Makes a JPEG of a picture in its own size, with zones and boxes drawn over it. */
public final class SnapshotWriter {

  private static final int QUALITY = 88;

  /** What was written; width and height in pixels. */
  public record Written(Path file, int width, int height, long bytes) {}

  private SnapshotWriter() {}

  /**
   * Writes the file at once or not at all.
   *
   * @throws CityException EXTERNAL_FAILED if the file cannot be written
   */
  public static Written write(Picture picture, List<Overlay> overlays, Path file) {
    byte[] jpeg = encode(picture, overlays);
    long bytes = AtomicFile.write(file, temporary -> Files.write(temporary, jpeg));
    return new Written(file, picture.width(), picture.height(), bytes);
  }

  /** Loads the native libraries, so that the first alert does not wait for them. */
  public static void warmUp() {
    try (Mat canvas = new Mat(16, 16, CV_8UC3)) {
      new Brush(canvas).draw(new Overlay.Found(new Box(0, 0, 1, 1), "warm"));
      jpeg(canvas);
    }
  }

  /** The bytes of the JPEG. */
  public static byte[] encode(Picture picture, List<Overlay> overlays) {
    int width = picture.width();
    int height = picture.height();
    try (Mat canvas = new Mat(height, width, CV_8UC3)) {
      picture.paintBgr(canvas.createBuffer(), width, 0, 0, width, height);
      Brush brush = new Brush(canvas);
      overlays.forEach(brush::draw);
      return jpeg(canvas);
    }
  }

  private static byte[] jpeg(Mat canvas) {
    try (BytePointer encoded = new BytePointer();
        IntPointer quality = new IntPointer(IMWRITE_JPEG_QUALITY, QUALITY)) {
      if (!imencode(".jpg", canvas, encoded, quality)) {
        throw new IllegalStateException("no JPEG of " + canvas.cols() + "x" + canvas.rows());
      }
      byte[] bytes = new byte[(int) encoded.limit()];
      encoded.get(bytes);
      return bytes;
    }
  }
}
