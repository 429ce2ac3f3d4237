package io.cityward.inference.pack;

import java.util.ArrayList;
import java.util.List;

/**
 * Outputs of NanoDet (github.com/RangiLyu/nanodet): for each head and stride a tensor of scores and
 * one of sides, batch x cells x (4 * bins): left, top, right, bottom.
 *
 * @param strides input pixels per cell
 * @param bins values per side of a box: a softmax over distances of 0 to {@code bins - 1} cells
 */
public record NanodetOutputs(List<Integer> strides, int bins, List<Head> heads) implements Outputs {

  public NanodetOutputs {
    strides = List.copyOf(strides);
    heads = List.copyOf(heads);
  }

  @Override
  public NanodetOutputs withMinScore(double least) {
    return new NanodetOutputs(
        strides, bins, heads.stream().map(head -> head.withMinScore(least)).toList());
  }

  @Override
  public List<Tensor> tensors() {
    List<Tensor> tensors = new ArrayList<>();
    for (Head head : heads) {
      head.scores().forEach(name -> tensors.add(new Tensor(name, head.labels())));
      head.boxes().forEach(name -> tensors.add(new Tensor(name, 4 * bins)));
    }
    return tensors;
  }
}
