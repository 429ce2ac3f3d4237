package io.cityward.inference;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.cityward.core.Picture;
import java.nio.ByteBuffer;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** A picture in a BGR matrix of OpenCV. */
public class MatPicture implements Picture, AutoCloseable {

  private final Mat pixels;

  public MatPicture(Mat pixels) {
    this.pixels = pixels;
  }

  public static MatPicture filled(int width, int height, int blue, int green, int red) {
    return new MatPicture(new Mat(height, width, CV_8UC3, new Scalar(blue, green, red, 0)));
  }

  /** Noise, the same each time, so that a wrong buffer gives something else. */
  public static MatPicture noise(int width, int height) {
    Mat pixels = new Mat(height, width, CV_8UC3);
    byte[] values = new byte[3 * width * height];
    new Random(width).nextBytes(values);
    pixels.data().put(values);
    return new MatPicture(pixels);
  }

  @Override
  public int width() {
    return pixels.cols();
  }

  @Override
  public int height() {
    return pixels.rows();
  }

  @Override
  public void paintBgr(ByteBuffer canvas, int canvasWidth, int x, int y, int width, int height) {
    int canvasHeight = canvas.capacity() / 3 / canvasWidth;
    try (Mat whole = new Mat(canvasHeight, canvasWidth, CV_8UC3, new BytePointer(canvas));
        Rect place = new Rect(x, y, width, height);
        Mat target = new Mat(whole, place)) {
      resize(pixels, target, target.size(), 0, 0, INTER_LINEAR);
    }
  }

  @Override
  public void paintGrey(ByteBuffer canvas, int width, int height) {
    try (Mat target = new Mat(height, width, CV_8UC1, new BytePointer(canvas));
        Mat grey = new Mat()) {
      cvtColor(pixels, grey, COLOR_BGR2GRAY);
      resize(grey, target, target.size(), 0, 0, INTER_AREA);
    }
  }

  @Override
  public void close() {
    pixels.close();
  }
}
