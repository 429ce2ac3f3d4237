package io.cityward.inference;

import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;

/** Something that runs the model files of packs. May be used by many threads. */
public interface InferenceEngine {

  /** The name by which a pack's manifest asks for this engine. */
  String name();

  /**
   * Loads a pack for pictures of one input size. Takes from a tenth of a second to seconds.
   *
   * @param size one that the pack takes
   * @throws io.cityward.core.CityException if the model file cannot be loaded, does not fit its
   *     manifest, or the device is not there
   */
  Detector open(ModelPack pack, InputSize size, EngineSetup setup);
}
