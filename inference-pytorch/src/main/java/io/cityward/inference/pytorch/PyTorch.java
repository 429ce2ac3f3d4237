package io.cityward.inference.pytorch;

import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.inference.Device;
import io.cityward.inference.pack.ModelPack;
import java.nio.file.Path;

/** DJL's PyTorch, set up as we want it when it is first needed. */
final class PyTorch {

  static final String DJL_NAME = "PyTorch";

  private PyTorch() {}

  /**
   * @throws CityException if the library is not there, or not for this machine
   */
  static void start() {
    try {
      Once.start();
    } catch (RuntimeException | LinkageError e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED,
          "engine " + PyTorchEngine.NAME + ": its library cannot be loaded: " + reason,
          e);
    }
  }

  /**
   * @throws CityException naming the pack, if the device is not here
   */
  static ai.djl.Device device(ModelPack pack, Device device) {
    if (device.kind() == Device.Kind.CPU) {
      return ai.djl.Device.cpu();
    }
    Engine engine = Engine.getEngine(DJL_NAME);
    if (!engine.hasCapability(StandardCapabilities.CUDA)) {
      throw refused(pack, device, "cpu: the library of PyTorch here is built without CUDA");
    }
    int there = engine.getGpuCount();
    if (device.index() >= there) {
      String expected =
          there == 0 ? "cpu: there is no CUDA device" : "cuda:0 to cuda:" + (there - 1);
      throw refused(pack, device, expected);
    }
    return ai.djl.Device.gpu(device.index());
  }

  private static CityException refused(ModelPack pack, Device device, String expected) {
    return CityException.invalid("pack " + pack + ": device", device, expected);
  }

  /** Loaded once, when the first detector is opened. */
  private static final class Once {

    static {
      System.setProperty("ai.djl.offline", "true");
      System.setProperty("OPT_OUT_TRACKING", "true");
      // Or DJL's engine for ONNX would take this one for what it cannot do itself.
      System.setProperty("ai.djl.onnx.disable_alternative", "true");
      // Several sessions beside each other do more than one session on several threads.
      System.setProperty("ai.djl.pytorch.num_threads", "1");
      System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
      if (System.getenv("DJL_CACHE_DIR") == null && System.getProperty("DJL_CACHE_DIR") == null) {
        Path home = Path.of(System.getProperty("user.home"));
        System.setProperty("DJL_CACHE_DIR", home.resolve(".cache/cityward/djl").toString());
      }
      Engine.getEngine(DJL_NAME);
    }

    static void start() {}
  }
}
