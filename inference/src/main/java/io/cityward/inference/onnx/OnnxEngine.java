package io.cityward.inference.onnx;

import ai.onnxruntime.OrtException;
import io.cityward.inference.Detector;
import io.cityward.inference.EngineSetup;
import io.cityward.inference.InferenceEngine;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.tensor.DetectionReader;

/**
 * Runs ONNX files with ONNX Runtime, one thread per session. Several sessions beside each other do
 * more than one session on several threads.
 */
public final class OnnxEngine implements InferenceEngine {

  @Override
  public String name() {
    return "onnxruntime";
  }

  /**
   * {@inheritDoc}
   *
   * <p>A graph that fixes its batch to one gives a detector whose {@link Detector#batch} is 1.
   */
  @Override
  public Detector open(ModelPack pack, InputSize size, EngineSetup setup) {
    OnnxSession session = OnnxSession.open(pack, setup.device());
    try {
      DetectionReader reader = new DetectionReader(pack, size);
      boolean batches = new GraphCheck(pack, size, reader).check(session.graph());
      EngineSetup own = batches ? setup : new EngineSetup(setup.device(), 1);
      return new OnnxDetector(session, pack, size, reader, own);
    } catch (OrtException e) {
      session.close();
      throw OnnxSession.cannotLoad(pack, setup.device(), e);
    } catch (RuntimeException | Error e) {
      // Error too: there may be no memory left for the buffers.
      session.close();
      throw e;
    }
  }
}
