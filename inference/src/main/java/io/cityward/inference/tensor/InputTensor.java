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
 * The input of a graph in native memory, batch x 3 x height x width: a picture is painted on a
 * canvas, and the canvas is taken apart into the normalised planes of its place in the batch. For
 * one thread.
 */
public final class InputTensor implements AutoCloseable {

  private static final int COLOURS = 3;

  private final InputSize size;
  private final byte pad;
  private final BytePointer pixels;
  private final FloatPointer floats;
  private final ByteBuffer canvas;
  private final Mat interleaved;
  private final Mat channel;

  /** Three of the first picture, three of the second, and so on. */
  private final Plane[] planes;

  private Letterbox painted;

  /** One colour of the input: {@code value * scale + shift} of a channel of the canvas. */
  private record Plane(Mat mat, int channel, double scale, double shift) {}

  /** An input for one picture. */
  public InputTensor(ModelPack pack, InputSize size) {
    this(pack, size, 1);
  }

  /**
   * @param batch places for so many pictures
   */
  public InputTensor(ModelPack pack, InputSize size, int batch) {
    this.size = size;
    this.pad = (byte) pack.preprocessing().pad();
    this.pixels = new BytePointer((long) COLOURS * size.pixels());
    this.floats = new FloatPointer((long) batch * COLOURS * size.pixels());
    this.canvas = pixels.asByteBuffer();
    this.interleaved = new Mat(size.height(), size.width(), CV_8UC3, pixels);
    this.channel = new Mat(size.height(), size.width(), CV_8UC1);
    this.planes = new Plane[batch * COLOURS];
    List<Double> mean = pack.preprocessing().mean();
    List<Double> std = pack.preprocessing().std();
    boolean rgb = pack.input().channels() == ChannelOrder.RGB;
    for (int i = 0; i < planes.length; i++) {
      FloatPointer start = floats.getPointer((long) i * size.pixels());
      Mat mat = new Mat(size.height(), size.width(), CV_32FC1, start);
      int colour = i % COLOURS;
      int source = rgb ? COLOURS - 1 - colour : colour;
      planes[i] = new Plane(mat, source, 1 / std.get(colour), -mean.get(colour) / std.get(colour));
    }
  }

  /** As {@link #paint(int, Picture)}, at the first place. */
  public Letterbox paint(Picture picture) {
    return paint(0, picture);
  }

  /**
   * Fills one place of the batch with a picture; the others stay as they are.
   *
   * @param place from 0
   * @return where the picture lies in it
   */
  public Letterbox paint(int place, Picture picture) {
    Letterbox box = Letterbox.of(picture.width(), picture.height(), size);
    if (!box.equals(painted)) {
      // Every picture of the same shape paints over the same rectangle: the ground stays.
      pixels.fill(pad);
      painted = box;
    }
    picture.paintBgr(canvas, size.width(), box.left(), box.top(), box.width(), box.height());
    for (int i = place * COLOURS; i < (place + 1) * COLOURS; i++) {
      Plane plane = planes[i];
      extractChannel(interleaved, channel, plane.channel());
      channel.convertTo(plane.mat(), CV_32FC1, plane.scale(), plane.shift());
    }
    return box;
  }

  /** The floats of all places in the machine's byte order, a view that lives as long as this. */
  public FloatBuffer values() {
    return floats.asBuffer();
  }

  /** The floats of the first places, as {@link #values()}. */
  public FloatBuffer values(int pictures) {
    return values().limit(pictures * COLOURS * size.pixels());
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
