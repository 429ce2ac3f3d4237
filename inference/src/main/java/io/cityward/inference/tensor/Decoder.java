package io.cityward.inference.tensor;

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

  /** Fills the candidates, the best score first, in pixels of the input. */
  void decode(OutputTensors outputs, Candidates into);
}
