package io.cityward.inference.tensor;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.Label;
import io.cityward.inference.pack.NanodetOutputs;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * NanoDet's boxes (github.com/RangiLyu/nanodet, after "Generalized Focal Loss", Li et al. 2020): a
 * cell's centre is {@code (x + 0.5) * stride}; each side's distance from it is the expectation of a
 * softmax over bins, times the stride.
 *
 * <p>Scores are scanned first: of thousands of cells a few dozen pass, and only their boxes are
 * worked out.
 */
final class NanodetDecoder implements Decoder {

  private final NanodetOutputs outputs;
  private final InputSize size;
  private final int labels;

  /** Indices of the labels that are reported; the others are not even looked at. */
  private final int[] reported;

  private final float minScore;
  private final float[] bins;

  /** Score in the upper half, place in the lower: sorts by score without an object per cell. */
  private long[] found = new long[256];

  private int foundSize;
  private float[] scores = new float[0];

  NanodetDecoder(NanodetOutputs outputs, List<Label> labels, InputSize size) {
    this.outputs = outputs;
    this.size = size;
    this.labels = labels.size();
    this.reported =
        IntStream.range(0, labels.size()).filter(i -> labels.get(i).as().isPresent()).toArray();
    this.minScore = (float) outputs.minScore();
    this.bins = new float[outputs.bins()];
  }

  @Override
  public void decode(OutputTensors tensors, Candidates into) {
    foundSize = 0;
    int cellsBefore = 0;
    for (int level = 0; level < outputs.strides().size(); level++) {
      int cells = cells(level);
      scan(values(tensors, outputs.scores().get(level), cells * labels), cellsBefore);
      cellsBefore += cells;
    }
    Arrays.sort(found, 0, foundSize);
    readBoxes(tensors, into);
  }

  private void scan(FloatBuffer values, int cellsBefore) {
    int count = values.remaining();
    if (scores.length < count) {
      scores = new float[count];
    }
    values.get(scores, 0, count);
    for (int row = 0; row < count; row += labels) {
      for (int label : reported) {
        float score = scores[row + label];
        if (score >= minScore) {
          note(score, cellsBefore * labels + row + label);
        }
      }
    }
  }

  private void note(float score, int place) {
    if (foundSize == found.length) {
      found = Arrays.copyOf(found, 2 * found.length);
    }
    // Scores are positive, and the bits of positive floats sort as the floats do.
    found[foundSize++] = (long) Float.floatToIntBits(score) << 32 | place;
  }

  private void readBoxes(OutputTensors tensors, Candidates into) {
    FloatBuffer[] boxes = new FloatBuffer[outputs.strides().size()];
    into.clear();
    for (int i = foundSize - 1; i >= 0 && into.size() < Candidates.MOST; i--) {
      int place = (int) found[i];
      int label = place % labels;
      int cell = place / labels;
      int level = 0;
      while (cell >= cells(level)) {
        cell -= cells(level++);
      }
      if (boxes[level] == null) {
        String name = outputs.boxes().get(level);
        boxes[level] = values(tensors, name, cells(level) * 4 * bins.length);
      }
      float score = Float.intBitsToFloat((int) (found[i] >>> 32));
      readBox(boxes[level], cell, outputs.strides().get(level), label, score, into);
    }
  }

  private void readBox(
      FloatBuffer boxes, int cell, int stride, int label, float score, Candidates into) {
    int columns = size.width() / stride;
    int column = cell % columns;
    int row = cell / columns;
    float x = (column + 0.5f) * stride;
    float y = (row + 0.5f) * stride;
    int at = cell * 4 * bins.length;
    float left = x - stride * expectation(boxes, at);
    float top = y - stride * expectation(boxes, at + bins.length);
    float right = x + stride * expectation(boxes, at + 2 * bins.length);
    float bottom = y + stride * expectation(boxes, at + 3 * bins.length);
    // Also false for a model that gives NaN.
    if (left < right && top < bottom) {
      into.add(label, Math.min(score, 1), left, top, right, bottom);
    }
  }

  /** The mean of 0..bins-1 under the softmax of the values. */
  private float expectation(FloatBuffer values, int at) {
    values.get(at, bins);
    float most = bins[0];
    for (float bin : bins) {
      most = Math.max(most, bin);
    }
    double sum = 0;
    double weighted = 0;
    for (int i = 0; i < bins.length; i++) {
      double weight = Math.exp(bins[i] - most);
      sum += weight;
      weighted += i * weight;
    }
    return (float) (weighted / sum);
  }

  private int cells(int level) {
    int stride = outputs.strides().get(level);
    return (size.width() / stride) * (size.height() / stride);
  }

  private static FloatBuffer values(OutputTensors tensors, String name, int expected) {
    FloatBuffer values = tensors.values(name);
    if (values.remaining() != expected) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED,
          "output " + name + ": " + values.remaining() + " values (expected: " + expected + ")");
    }
    return values;
  }
}
