package io.cityward.inference.pack;

import java.util.List;

/** How a graph's outputs become boxes; one form per decoder. */
public sealed interface Outputs permits NanodetOutputs {

  /** The heads of the graph, at least one; the pack's labels are theirs, head after head. */
  List<Head> heads();

  /** The same with another least score, as for scoring a model on labelled data. */
  Outputs withMinScore(double least);

  /** What the graph must have. */
  List<Tensor> tensors();

  /** An output of the graph: float32, batch x cells x {@code values}. */
  record Tensor(String name, int values) {}

  /**
   * A part of the graph that finds things by itself: its boxes and another head's do not suppress
   * each other.
   *
   * @param scores names of batch x cells x labels, already 0..1, one per stride
   * @param boxes names of batch x cells x sides, one per stride
   * @param labels number of its labels
   * @param minScore the least score of a detection, 0..1
   */
  record Head(
      List<String> scores,
      List<String> boxes,
      int labels,
      double minScore,
      Suppression suppression) {

    public Head {
      scores = List.copyOf(scores);
      boxes = List.copyOf(boxes);
    }

    Head withMinScore(double least) {
      return new Head(scores, boxes, labels, least, suppression);
    }
  }

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
