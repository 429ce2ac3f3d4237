package io.cityward.inference;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/** Finds the engines of this process. */
public final class EngineDiscovery {

  private EngineDiscovery() {}

  /**
   * Those that are given, and those that optional modules on the class path offer in {@code
   * META-INF/services}.
   *
   * @throws CityException if an optional engine cannot be made, or two have one name
   */
  public static Engines engines(List<? extends InferenceEngine> builtIn) {
    List<InferenceEngine> engines = new ArrayList<>(builtIn);
    try {
      ServiceLoader.load(InferenceEngine.class).forEach(engines::add);
    } catch (ServiceConfigurationError e) {
      throw new CityException(ErrorCode.INTERNAL, "engines: " + e.getMessage(), e);
    }
    Set<String> names = new HashSet<>();
    for (InferenceEngine engine : engines) {
      if (!names.add(engine.name())) {
        throw CityException.invalid("engine", engine.name(), "each name once on the class path");
      }
    }
    return new Engines(engines);
  }
}
