package io.cityward.inference;

import io.cityward.core.CityException;
import io.cityward.core.settings.DidYouMean;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The engines of this process; each pack gets the one that its manifest names. */
public final class Engines {

  private final Map<String, InferenceEngine> byName = new TreeMap<>();

  public Engines(List<InferenceEngine> engines) {
    engines.forEach(engine -> byName.put(engine.name(), engine));
  }

  /**
   * As {@link #open(ModelPack, InputSize, EngineSetup)}, one picture at a time, on what the pack
   * asks for, else on the CPU.
   */
  public Detector open(ModelPack pack, InputSize size) {
    return open(pack, size, new EngineSetup(pack.device().orElse(Device.CPU), 1));
  }

  /**
   * Opens a pack at one of the sizes that it takes.
   *
   * @throws CityException naming the pack, if the engine is not here, the size does not suit the
   *     pack, or the model cannot be loaded
   */
  public Detector open(ModelPack pack, InputSize size, EngineSetup setup) {
    InferenceEngine engine = byName.get(pack.engine());
    if (engine == null) {
      String hint =
          DidYouMean.among(byName.keySet(), pack.engine())
              .map(name -> "; did you mean " + name + "?")
              .orElse("");
      throw CityException.invalid(
          "pack " + pack + ": engine",
          pack.engine(),
          "one of " + String.join(", ", byName.keySet()) + hint);
    }
    pack.check(size);
    return engine.open(pack, size, setup);
  }
}
