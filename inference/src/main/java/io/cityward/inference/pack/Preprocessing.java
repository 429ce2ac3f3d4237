package io.cityward.inference.pack;

import java.util.List;

/**
 * How a picture becomes the input: scaled to fit, centred on a grey ground, then {@code (value -
 * mean) / std} per channel.
 *
 * @param pad grey level of the ground, 0..255
 * @param mean per channel in the input's order, on 0..255
 * @param std per channel in the input's order, on 0..255
 */
public record Preprocessing(int pad, List<Double> mean, List<Double> std) {

  public Preprocessing {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
  }
}
