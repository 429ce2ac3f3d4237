package io.cityward.inference.tensor;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;

import io.cityward.core.Picture;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelInput.ChannelOrder;
import io.cityward.inference.pack.ModelPack;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The input of a graph in native memory, 1 x 3 x height x width: a picture is painted on a canvas,
 * and the canvas is taken apart into normalised planes. For one thread.
 */
public final class InputTensor implements AutoCloseable {

  private final InputSize size;
  private final byte pad;
  private final BytePointer pixels;
  private final FloatPointer floats;
  private final ByteBuffer canvas;
  private final Mat interleaved;
  private final Mat channel;
  private final Plane[] planes = new Plane[3];
  private Letterbox painted;

  /** One colour of the input: {@code value * scale + shift} of a channel of the canvas. */
  private record Plane(Mat mat, int channel, double scale, double shift) {}

  public InputTensor(ModelPack pack, InputSize size) {
    this.size = size;
    this.pad = (byte) pack.preprocessing().pad();
    this.pixels = new BytePointer(3L * size.pixels());
    this.floats = new FloatPointer(3L * size.pixels());
    this.canvas = pixels.asByteBuffer();
    this.interleaved = new Mat(size.height(), size.width(), CV_8UC3, pixels);
    this.channel = new Mat(size.height(), size.width(), CV_8UC1);
    List<Double> mean = pack.preprocessing().mean();
    List<Double> std = pack.preprocessing().std();
    boolean rgb = pack.input().channels() == ChannelOrder.RGB;
    for (int i = 0; i < planes.length; i++) {
      FloatPointer start = floats.getPointer((long) i * size.pixels());
      Mat mat = new Mat(size.height(), size.width(), CV_32FC1, start);
      planes[i] = new Plane(mat, rgb ? 2 - i : i, 1 / std.get(i), -mean.get(i) / std.get(i));
    }
  }

  /**
   * Fills the input with a picture.
   *
   * @return where the picture lies in it
   */
  public Letterbox paint(Picture picture) {
    Letterbox box = Letterbox.of(picture.width(), picture.height(), size);
    if (!box.equals(painted)) {
      // Every picture of the same shape paints over the same rectangle: the ground stays.
      for (int i = 0; i < canvas.capacity(); i++) {
        canvas.put(i, pad);
      }
      painted = box;
    }
    picture.paintBgr(canvas, size.width(), box.left(), box.top(), box.width(), box.height());
    for (Plane plane : planes) {
      extractChannel(interleaved, channel, plane.channel());
      channel.convertTo(plane.mat(), CV_32FC1, plane.scale(), plane.shift());
    }
    return box;
  }

  /** The floats in the machine's byte order, a view that lives as long as this input. */
  public FloatBuffer values() {
    return floats.asBuffer();
  }

  @Override
  public void close() {
    for (Plane plane : planes) {
      plane.mat().close();
    }
    channel.close();
    interleaved.close();
    floats.close();
    pixels.close();
  }
}
