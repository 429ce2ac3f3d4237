package io.cityward.inference.pack;

import java.util.ArrayList;
import java.util.List;

/**
 * Outputs of NanoDet (github.com/RangiLyu/nanodet): for each stride a tensor of scores and one of
 * sides.
 *
 * @param strides input pixels per cell
 * @param bins values per side of a box: a softmax over distances of 0 to {@code bins - 1} cells
 * @param scores names of batch x cells x labels, already 0..1, one per stride
 * @param boxes names of batch x cells x (4 * bins), sides left, top, right, bottom, one per stride
 */
public record NanodetOutputs(
    List<Integer> strides,
    int bins,
    List<String> scores,
    List<String> boxes,
    double minScore,
    Suppression suppression)
    implements Outputs {

  public NanodetOutputs {
    strides = List.copyOf(strides);
    scores = List.copyOf(scores);
    boxes = List.copyOf(boxes);
  }

  @Override
  public NanodetOutputs withMinScore(double least) {
    return new NanodetOutputs(strides, bins, scores, boxes, least, suppression);
  }

  @Override
  public List<Tensor> tensors(int labels) {
    List<Tensor> tensors = new ArrayList<>();
    scores.forEach(name -> tensors.add(new Tensor(name, labels)));
    boxes.forEach(name -> tensors.add(new Tensor(name, 4 * bins)));
    return tensors;
  }
}
