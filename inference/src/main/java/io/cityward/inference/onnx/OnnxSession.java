package io.cityward.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.inference.Device;
import io.cityward.inference.pack.ModelPack;
import java.util.Map;
import java.util.Set;

/**
 * A loaded graph. {@link #run} is for one thread at a time, {@link #cancel} for any; between {@link
 * #begin} and {@link #end} a run counts as under way, so that who cancels too late does not hit the
 * next one.
 */
final class OnnxSession implements AutoCloseable {

  private final SessionOptions options;
  private final OrtSession graph;
  private final RunOptions runOptions;

  /** These two guarded by this. */
  private boolean underWay;

  private boolean cancelled;

  private OnnxSession(SessionOptions options, OrtSession graph, RunOptions runOptions) {
    this.options = options;
    this.graph = graph;
    this.runOptions = runOptions;
  }

  /**
   * @throws CityException if the file is no model, or the device is not there
   */
  static OnnxSession open(ModelPack pack, Device device) {
    OrtEnvironment environment = OnnxRuntime.environment();
    SessionOptions options = new SessionOptions();
    try {
      choose(options, pack, device);
      OrtSession graph = environment.createSession(pack.model().toString(), options);
      return new OnnxSession(options, graph, new RunOptions());
    } catch (OrtException e) {
      options.close();
      throw cannotLoad(pack, device, e);
    } catch (CityException e) {
      options.close();
      throw e;
    }
  }

  static CityException cannotLoad(ModelPack pack, Device device, OrtException e) {
    String where = device.kind() == Device.Kind.CPU ? "" : " on " + device;
    return new CityException(
        ErrorCode.EXTERNAL_FAILED,
        "pack " + pack + ": " + pack.model() + ": cannot be loaded" + where + ": " + e.getMessage(),
        e);
  }

  private static void choose(SessionOptions options, ModelPack pack, Device device)
      throws OrtException {
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    // What fails is thrown too; the runtime need not write it to the standard error as well.
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    if (device.kind() == Device.Kind.CUDA) {
      addCuda(options, pack, device);
    }
  }

  private static void addCuda(SessionOptions options, ModelPack pack, Device device) {
    String name = "pack " + pack + ": device";
    if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      throw CityException.invalid(
          name, device, "cpu; this build has no CUDA: one by './mvnw -Pcuda package' has");
    }
    try {
      options.addCUDA(device.index());
      // With it the memory of a session on CUDA grows without end (onnxruntime issue 29351).
      options.setMemoryPatternOptimization(false);
    } catch (OrtException e) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED,
          name
              + ": "
              + device
              + ": cannot be used (expected: an NVIDIA GPU with its driver, CUDA 12 and cuDNN 9): "
              + e.getMessage(),
          e);
    }
  }

  /** To look at its inputs and outputs; it stays this session's. */
  OrtSession graph() {
    return graph;
  }

  synchronized void begin() {
    underWay = true;
  }

  /**
   * @param inputs by name
   * @param outputs by name, which are written in place
   */
  void run(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) throws OrtException {
    // The result holds nothing but the tensors that were handed in, which stay open.
    graph.run(inputs, Set.of(), outputs, runOptions).close();
  }

  synchronized boolean isCancelled() {
    return cancelled;
  }

  /** Ends a run, whether it went well or not. */
  synchronized void end() throws OrtException {
    underWay = false;
    if (cancelled) {
      cancelled = false;
      runOptions.setTerminate(false);
    }
  }

  /** The runtime looks at this before each node of the graph. */
  synchronized void cancel() throws OrtException {
    if (underWay) {
      cancelled = true;
      runOptions.setTerminate(true);
    }
  }

  @Override
  public void close() {
    try (options;
        runOptions) {
      graph.close();
    } catch (OrtException e) {
      throw new CityException(ErrorCode.INTERNAL, "a session cannot be closed: " + e, e);
    }
  }
}
