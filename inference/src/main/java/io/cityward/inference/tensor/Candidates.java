package io.cityward.inference.tensor;

/**
 * Boxes that a decoder found in one picture, in pixels of the input, as arrays that are reused from
 * picture to picture.
 */
final class Candidates {

  /** A street has dozens of things; more than this means that the model sees noise. */
  static final int MOST = 1000;

  final float[] left = new float[MOST];
  final float[] top = new float[MOST];
  final float[] right = new float[MOST];
  final float[] bottom = new float[MOST];
  final float[] score = new float[MOST];

  /** Index of the model's label. */
  final int[] label = new int[MOST];

  private int size;

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  void add(int label, float score, float left, float top, float right, float bottom) {
    this.label[size] = label;
    this.score[size] = score;
    this.left[size] = left;
    this.top[size] = top;
    this.right[size] = right;
    this.bottom[size] = bottom;
    size++;
  }

  float area(int i) {
    return (right[i] - left[i]) * (bottom[i] - top[i]);
  }

  float intersection(int i, int j) {
    float width = Math.min(right[i], right[j]) - Math.max(left[i], left[j]);
    float height = Math.min(bottom[i], bottom[j]) - Math.max(top[i], top[j]);
    return width <= 0 || height <= 0 ? 0 : width * height;
  }
}
