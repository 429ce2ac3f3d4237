package io.cityward.inference.tensor;

import io.cityward.inference.pack.InputSize;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Outputs of a NanoDet with strides 8, 16 and 32, into which a test draws what it is to see. */
final class DrawnTensors implements OutputTensors {

  private final InputSize size;
  private final int bins;

  /** By the prefix of a head's outputs. */
  private final Map<String, Integer> labels = new HashMap<>();

  private final Map<String, float[]> values = new HashMap<>();
  private final Map<String, FloatBuffer> views = new HashMap<>();

  DrawnTensors(InputSize size, int labels, int bins) {
    this.size = size;
    this.bins = bins;
    addHead("", labels);
  }

  /** Adds a head with outputs of its own: {@code gcls8} and so on for a prefix g. */
  DrawnTensors addHead(String prefix, int labels) {
    this.labels.put(prefix, labels);
    for (int stride : new int[] {8, 16, 32}) {
      int cells = size.pixels() / stride / stride;
      values.put(prefix + "cls" + stride, new float[cells * labels]);
      values.put(prefix + "box" + stride, new float[cells * 4 * bins]);
    }
    values.forEach((name, floats) -> views.put(name, FloatBuffer.wrap(floats)));
    return this;
  }

  /**
   * Puts a thing at a cell.
   *
   * @param sides left, top, right, bottom in cells from the cell's centre, each spread over the two
   *     nearest bins
   */
  void draw(int stride, int column, int row, int label, float score, double... sides) {
    draw("", stride, column, row, label, score, sides);
  }

  /** As {@link #draw(int, int, int, int, float, double...)}; the label counts within its head. */
  void draw(
      String prefix, int stride, int column, int row, int label, float score, double... sides) {
    int cell = row * (size.width() / stride) + column;
    values.get(prefix + "cls" + stride)[cell * labels.get(prefix) + label] = score;
    float[] boxes = values.get(prefix + "box" + stride);
    for (int side = 0; side < 4; side++) {
      int at = (cell * 4 + side) * bins;
      int below = (int) sides[side];
      double share = sides[side] - below;
      Arrays.fill(boxes, at, at + bins, -100);
      boxes[at + below] = (float) Math.log(1 - share);
      boxes[at + below + 1] = (float) Math.max(-100, Math.log(share));
    }
  }

  /** The same score for every label of every cell; all boxes reach five cells to each side. */
  void fill(float score) {
    values.forEach((name, floats) -> Arrays.fill(floats, name.contains("cls") ? score : 0));
  }

  @Override
  public FloatBuffer values(String name) {
    return views.get(name);
  }
}
