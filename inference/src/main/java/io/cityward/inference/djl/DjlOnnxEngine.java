package io.cityward.inference.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.inference.Detector;
import io.cityward.inference.EngineSetup;
import io.cityward.inference.InferenceEngine;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs ONNX files on the CPU: the Deep Java Library with its ONNX Runtime engine, one thread per
 * session. Several sessions beside each other do more than one session on several threads.
 */
public final class DjlOnnxEngine implements InferenceEngine {

  private static final String DJL_NAME = "OnnxRuntime";

  /** Checksums of the model files whose graphs fit their manifests. */
  private final Set<String> checked = ConcurrentHashMap.newKeySet();

  @Override
  public String name() {
    return "onnxruntime";
  }

  @Override
  public Detector open(ModelPack pack, InputSize size, EngineSetup setup) {
    Once.start();
    try (SessionOptions options = options()) {
      check(pack, options);
      return load(pack, size, options);
    } catch (Exception e) {
      throw refused(pack, e);
    }
  }

  private void check(ModelPack pack, SessionOptions options) throws OrtException {
    String model = pack.name() + " " + pack.sha256();
    if (!checked.contains(model)) {
      new GraphCheck(pack).check(options);
      checked.add(model);
    }
  }

  private static Detector load(ModelPack pack, InputSize size, SessionOptions options)
      throws Exception {
    Model model = Model.newInstance(pack.name(), Device.cpu(), DJL_NAME);
    try {
      Path file = pack.model();
      model.load(
          file.getParent(), file.getFileName().toString(), Map.of("sessionOptions", options));
      return new DjlDetector(model, pack, size);
    } catch (Exception e) {
      model.close();
      throw e;
    }
  }

  private static SessionOptions options() throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    // What fails is thrown too; the runtime need not write it to the standard error as well.
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    return options;
  }

  private static CityException refused(ModelPack pack, Exception e) {
    if (e instanceof CityException refused) {
      return refused;
    }
    return new CityException(
        ErrorCode.EXTERNAL_FAILED,
        "pack " + pack + ": " + pack.model() + ": cannot be loaded: " + e.getMessage(),
        e);
  }

  /** Loaded once, when the first detector is opened. */
  private static final class Once {

    static {
      System.setProperty("ai.djl.offline", "true");
      System.setProperty("ai.djl.onnx.disable_alternative", "true");
      // Sessions bring their own threads; the shared ones would stand idle.
      System.setProperty("ai.djl.onnxruntime.num_threads", "1");
      System.setProperty("ai.djl.onnxruntime.num_interop_threads", "1");
      if (System.getenv("DJL_CACHE_DIR") == null && System.getProperty("DJL_CACHE_DIR") == null) {
        Path home = Path.of(System.getProperty("user.home"));
        System.setProperty("DJL_CACHE_DIR", home.resolve(".cache/cityward/djl").toString());
      }
      // DJL must make the process's one OrtEnvironment: it cannot set threads on another's.
      Engine.getEngine(DJL_NAME);
    }

    static void start() {
      OrtEnvironment.getEnvironment();
    }
  }
}
