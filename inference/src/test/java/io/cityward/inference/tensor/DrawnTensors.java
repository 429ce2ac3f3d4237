package io.cityward.inference.tensor;

import io.cityward.inference.pack.InputSize;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Outputs of a NanoDet with strides 8, 16 and 32, into which a test draws what it is to see. */
final class DrawnTensors implements OutputTensors {

  private final InputSize size;
  private final int labels;
  private final int bins;
  private final Map<String, float[]> values = new HashMap<>();
  private final Map<String, FloatBuffer> views = new HashMap<>();

  DrawnTensors(InputSize size, int labels, int bins) {
    this.size = size;
    this.labels = labels;
    this.bins = bins;
    for (int stride : new int[] {8, 16, 32}) {
      int cells = size.pixels() / stride / stride;
      values.put("cls" + stride, new float[cells * labels]);
      values.put("box" + stride, new float[cells * 4 * bins]);
    }
    values.forEach((name, floats) -> views.put(name, FloatBuffer.wrap(floats)));
  }

  /**
   * Puts a thing at a cell.
   *
   * @param sides left, top, right, bottom in cells from the cell's centre, each spread over the two
   *     nearest bins
   */
  void draw(int stride, int column, int row, int label, float score, double... sides) {
    int cell = row * (size.width() / stride) + column;
    values.get("cls" + stride)[cell * labels + label] = score;
    float[] boxes = values.get("box" + stride);
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
    values.forEach((name, floats) -> Arrays.fill(floats, name.startsWith("cls") ? score : 0));
  }

  @Override
  public FloatBuffer values(String name) {
    return views.get(name);
  }
}
