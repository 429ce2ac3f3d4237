package io.cityward.inference.onnx;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import java.nio.file.Path;

/** The process's one ONNX Runtime, loaded when the first detector is opened. */
final class OnnxRuntime {

  private static final String DJL_NAME = "OnnxRuntime";

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
    // DJL must make the process's one OrtEnvironment: it cannot set threads on another's, and
    // would fail when somebody asks it for an engine later.
    Engine.getEngine(DJL_NAME);
  }

  private OnnxRuntime() {}

  static OrtEnvironment environment() {
    return OrtEnvironment.getEnvironment();
  }
}
