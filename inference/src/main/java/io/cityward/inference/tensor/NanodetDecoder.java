package io.cityward.inference.tensor;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.Label;
import io.cityward.inference.pack.NanodetOutputs;
import io.cityward.inference.pack.Outputs.Head;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * NanoDet's boxes (github.com/RangiLyu/nanodet, after "Generalized Focal Loss", Li et al. 2020): a
 * cell's centre is {@code (x + 0.5) * stride}; each side's distance from it is the expectation of a
 * softmax over bins, times the stride.
 *
 * <p>Scores are scanned first: of thousands of cells a few dozen pass, and only their boxes are
 * worked out. All arrays are reused: a picture leaves nothing behind on the heap.
 */
final class NanodetDecoder implements Decoder {

  /** Of all heads, head after head. */
  private final List<Level> levels;

  private final float[] bins;

  /** Score in the upper half, place in the lower: sorts by score without an object per cell. */
  private long[] found = new long[256];

  private int foundSize;
  private float[] scores = new float[0];

  /** The boxes of each level for the picture at hand; null until one is needed. */
  private final FloatBuffer[] boxes;

  /**
   * What a head scores and how.
   *
   * @param first index of its first label among the pack's
   * @param labels number of its labels
   * @param reported those that are reported, from its first; the others are not even looked at
   */
  private record Scale(int first, int labels, int[] reported, float minScore) {}

  /** The cells of one head and stride, row by row. */
  private record Level(
      String scores, String boxes, Scale scale, int stride, int columns, int cells) {

    /** Places for scores: one for each cell and label. */
    int places() {
      return cells * scale.labels();
    }
  }

  NanodetDecoder(NanodetOutputs outputs, List<Label> labels, InputSize size) {
    this.levels = levels(outputs, labels, size);
    this.bins = new float[outputs.bins()];
    this.boxes = new FloatBuffer[levels.size()];
  }

  private static List<Level> levels(NanodetOutputs outputs, List<Label> labels, InputSize size) {
    List<Level> levels = new ArrayList<>();
    int first = 0;
    for (Head head : outputs.heads()) {
      Scale scale = scale(head, first, labels.subList(first, first + head.labels()));
      for (int i = 0; i < outputs.strides().size(); i++) {
        int stride = outputs.strides().get(i);
        int columns = size.width() / stride;
        int cells = columns * (size.height() / stride);
        levels.add(
            new Level(head.scores().get(i), head.boxes().get(i), scale, stride, columns, cells));
      }
      first += head.labels();
    }
    return levels;
  }

  private static Scale scale(Head head, int first, List<Label> own) {
    int[] reported =
        IntStream.range(0, own.size()).filter(i -> own.get(i).as().isPresent()).toArray();
    return new Scale(first, own.size(), reported, (float) head.minScore());
  }

  @Override
  public int cells(String output) {
    for (Level level : levels) {
      if (output.equals(level.scores()) || output.equals(level.boxes())) {
        return level.cells();
      }
    }
    throw new IllegalArgumentException("no output " + output);
  }

  @Override
  public void decode(OutputTensors tensors, Candidates into) {
    foundSize = 0;
    int placesBefore = 0;
    for (int i = 0; i < levels.size(); i++) {
      Level level = levels.get(i);
      scan(level, values(tensors, level.scores(), level.places()), placesBefore);
      placesBefore += level.places();
    }
    Arrays.sort(found, 0, foundSize);
    Arrays.fill(boxes, null);
    readBoxes(tensors, into);
  }

  private void scan(Level level, FloatBuffer values, int placesBefore) {
    int count = values.limit();
    if (scores.length < count) {
      scores = new float[count];
    }
    values.get(0, scores, 0, count);
    Scale scale = level.scale();
    for (int row = 0; row < count; row += scale.labels()) {
      for (int label : scale.reported()) {
        float score = scores[row + label];
        // Written so that what is not a number gets in: it must not pass for 'sees nothing'.
        if (!(score < scale.minScore())) {
          note(level, score, placesBefore + row + label);
        }
      }
    }
  }

  private void note(Level level, float score, int place) {
    if (!Float.isFinite(score)) {
      throw notANumber(level.scores(), score, "scores of 0..1");
    }
    if (foundSize == found.length) {
      found = Arrays.copyOf(found, 2 * found.length);
    }
    // Scores are positive, and the bits of positive floats sort as the floats do.
    found[foundSize++] = (long) Float.floatToIntBits(score) << 32 | place;
  }

  private void readBoxes(OutputTensors tensors, Candidates into) {
    into.clear();
    for (int i = foundSize - 1; i >= 0 && into.size() < Candidates.MOST; i--) {
      int place = (int) found[i];
      int number = 0;
      while (place >= levels.get(number).places()) {
        place -= levels.get(number++).places();
      }
      Level level = levels.get(number);
      if (boxes[number] == null) {
        boxes[number] = values(tensors, level.boxes(), level.cells() * 4 * bins.length);
      }
      float score = Float.intBitsToFloat((int) (found[i] >>> 32));
      readBox(level, boxes[number], place, score, into);
    }
  }

  private void readBox(Level level, FloatBuffer boxes, int place, float score, Candidates into) {
    int cell = place / level.scale().labels();
    int label = level.scale().first() + place % level.scale().labels();
    int stride = level.stride();
    int column = cell % level.columns();
    int row = cell / level.columns();
    float x = (column + 0.5f) * stride;
    float y = (row + 0.5f) * stride;
    int at = cell * 4 * bins.length;
    float left = x - stride * expectation(boxes, at);
    float top = y - stride * expectation(boxes, at + bins.length);
    float right = x + stride * expectation(boxes, at + 2 * bins.length);
    float bottom = y + stride * expectation(boxes, at + 3 * bins.length);
    if (left < right && top < bottom) {
      into.add(label, Math.min(score, 1), left, top, right, bottom);
    } else if (Float.isNaN(left + top + right + bottom)) {
      throw notANumber(level.boxes(), Float.NaN, "sides as numbers");
    }
  }

  /** The mean of 0..bins-1 under the softmax of the values; NaN if that has none. */
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

  private static FloatBuffer values(OutputTensors tensors, String name, int expected) {
    FloatBuffer values = tensors.values(name);
    if (values.limit() != expected) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED,
          "output " + name + ": " + values.limit() + " values (expected: " + expected + ")");
    }
    return values;
  }

  private static CityException notANumber(String output, float value, String expectation) {
    return new CityException(
        ErrorCode.EXTERNAL_FAILED,
        "output " + output + ": " + value + " (expected: " + expectation + ")");
  }
}
