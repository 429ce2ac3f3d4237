package io.cityward.inference;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.nio.ByteBuffer;
import org.bytedeco.opencv.opencv_core.Mat;

/** A picture that cannot be painted. */
public final class TornPicture extends MatPicture {

  public TornPicture() {
    super(new Mat(360, 640, CV_8UC3));
  }

  @Override
  public void paintBgr(ByteBuffer canvas, int canvasWidth, int x, int y, int width, int height) {
    throw new IllegalStateException("torn");
  }
}
