package io.cityward.inference.tensor;

import io.cityward.core.CityException;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.NanodetOutputs;
import io.cityward.inference.pack.Outputs;

/** Makes candidates of a graph's outputs, by the rules of one family of models. */
sealed interface Decoder permits NanodetDecoder {

  static Decoder of(ModelPack pack, InputSize size) {
    Outputs outputs = pack.outputs();
    if (outputs instanceof NanodetOutputs nanodet) {
      return new NanodetDecoder(nanodet, pack.labels(), size);
    }
    throw new AssertionError("no decoder for " + outputs);
  }

  /** How many cells an output has at the decoder's input size. */
  int cells(String output);

  /**
   * Fills the candidates, the best score first, in pixels of the input.
   *
   * @throws CityException if an output has too few or too many values, or what decides is no number
   */
  void decode(OutputTensors outputs, Candidates into);
}
