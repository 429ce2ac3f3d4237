package io.cityward.inference;

import io.cityward.core.Box;
import io.cityward.core.CityException;

/**
 * One thing that a model sees in one picture.
 *
 * @param label our name of its class, as the pack's manifest maps it: {@code car}
 * @param box where it is, normalised to the picture and inside it
 * @param score the model's confidence, 0..1
 */
public record Detection(String label, Box box, double score) {

  public Detection {
    if (!(score >= 0 && score <= 1)) {
      throw CityException.invalid("score", score, "0..1");
    }
  }
}
