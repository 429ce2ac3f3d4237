package io.cityward.inference.pack;

import java.util.List;

/** How a graph's outputs become boxes; one form per decoder. */
public sealed interface Outputs permits NanodetOutputs {

  /** The least score of a detection, 0..1. */
  double minScore();

  Suppression suppression();

  /** The same with another least score, as for scoring a model on labelled data. */
  Outputs withMinScore(double least);

  /**
   * What the graph must have.
   *
   * @param labels number of the model's classes
   */
  List<Tensor> tensors(int labels);

  /** An output of the graph: float32, batch x cells x {@code values}. */
  record Tensor(String name, int values) {}

  /**
   * Which boxes of one thing give way to the best.
   *
   * @param iou of two boxes of a group that overlap by more, the one with the lower score goes
   * @param contained so it does where more than this share of the smaller box lies in the other: a
   *     part of a vehicle, or a box around several
   * @param groups of our class names; a class in none is a group by itself
   */
  record Suppression(double iou, double contained, List<List<String>> groups) {

    public Suppression {
      groups = groups.stream().map(List::copyOf).toList();
    }
  }
}
