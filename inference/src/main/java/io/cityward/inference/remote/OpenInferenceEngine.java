package io.cityward.inference.remote;

import io.cityward.core.CityException;
import io.cityward.core.settings.DidYouMean;
import io.cityward.inference.Detector;
import io.cityward.inference.EngineSetup;
import io.cityward.inference.InferenceEngine;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.ModelSource.RemoteModel;
import java.util.Map;
import java.util.TreeMap;

/**
 * Has models run by servers that speak the Open Inference Protocol v2. What they run on is theirs
 * to decide: the device of an {@link EngineSetup} is passed over. Each detector has a connection of
 * its own, so that opening it anew also leaves a connection behind that has gone dead.
 */
public final class OpenInferenceEngine implements InferenceEngine {

  private final Map<String, RemoteSettings> remotes;

  /**
   * @param remotes the servers by the names that packs call them
   */
  public OpenInferenceEngine(Map<String, RemoteSettings> remotes) {
    this.remotes = new TreeMap<>(remotes);
  }

  @Override
  public String name() {
    return "open-inference";
  }

  /**
   * Connects, and asks whether server and model are ready and fit the manifest: four questions,
   * which together may take five seconds, or the deadline of an inference where that is longer.
   */
  @Override
  public Detector open(ModelPack pack, InputSize size, EngineSetup setup) {
    if (!(pack.source() instanceof RemoteModel model)) {
      throw CityException.invalid("pack " + pack + ": model", pack.source(), "one on a remote");
    }
    RemoteServer server =
        new RemoteServer("pack " + pack + ": " + model, model, settings(pack, model));
    try {
      int batch = server.open(new MetadataCheck(pack, size, setup.batch()));
      return new RemoteDetector(server, pack, size, batch);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private RemoteSettings settings(ModelPack pack, RemoteModel model) {
    RemoteSettings settings = remotes.get(model.remote());
    if (settings == null) {
      String known = remotes.isEmpty() ? "there is none" : String.join(", ", remotes.keySet());
      String hint =
          DidYouMean.among(remotes.keySet(), model.remote())
              .map(name -> "; did you mean " + name + "?")
              .orElse("");
      throw CityException.invalid(
          "pack " + pack + ": remote",
          model.remote(),
          "a name from inference.remotes: " + known + hint);
    }
    return settings;
  }
}
