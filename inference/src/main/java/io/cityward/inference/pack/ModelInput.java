package io.cityward.inference.pack;

import java.util.List;

/**
 * The graph's input: float32, batch x 3 x height x width.
 *
 * @param name the input's name in the graph
 * @param channels order of the colour channels
 * @param sizes the sizes that the pack was measured at, the default first
 * @param multipleOf what both sides of any other size must be a multiple of
 */
public record ModelInput(
    String name, ChannelOrder channels, List<InputSize> sizes, int multipleOf) {

  /** Order of the colour channels. */
  public enum ChannelOrder {
    BGR,
    RGB
  }

  public ModelInput {
    sizes = List.copyOf(sizes);
  }
}
