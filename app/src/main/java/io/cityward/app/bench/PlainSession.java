package io.cityward.app.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import io.cityward.core.Picture;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.tensor.InputTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * ONNX Runtime at its cheapest, with the options that our sessions have: the input is painted once,
 * the outputs are written where they always were, and all their values are copied into an array.
 */
final class PlainSession implements ReferenceLoop.Turn, AutoCloseable {

  /** Of an output; the tensor lies on the buffer. */
  private record Output(OnnxTensor tensor, FloatBuffer buffer, float[] values) {}

  private final SessionOptions options = new SessionOptions();
  private final RunOptions runOptions = new RunOptions();
  private final InputTensor input;
  private final OrtSession session;
  private final OnnxTensor tensor;
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxTensor> pinned = new HashMap<>();
  private final List<Output> outputs = new ArrayList<>();

  PlainSession(ModelPack pack, InputSize size, Picture picture) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    session = environment.createSession(pack.model().toString(), options);
    input = new InputTensor(pack, size);
    input.paint(picture);
    long[] shape = {1, 3, size.height(), size.width()};
    tensor = OnnxTensor.createTensor(environment, input.values(), shape);
    inputs = Map.of(pack.input().name(), tensor);
    try (OrtSession.Result first = session.run(inputs)) {
      for (var output : first) {
        pin(environment, output.getKey(), (TensorInfo) output.getValue().getInfo());
      }
    }
  }

  /** Room for an output of the shape that the first run gave. */
  private void pin(OrtEnvironment environment, String name, TensorInfo info) throws OrtException {
    int count = (int) info.getNumElements();
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(count * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    OnnxTensor place = OnnxTensor.createTensor(environment, buffer, info.getShape());
    pinned.put(name, place);
    outputs.add(new Output(place, buffer, new float[count]));
  }

  @Override
  public void run() throws OrtException {
    session.run(inputs, Set.of(), pinned, runOptions).close();
    for (Output output : outputs) {
      output.buffer().get(0, output.values());
    }
  }

  @Override
  public void close() throws OrtException {
    try (options;
        runOptions;
        session;
        tensor) {
      outputs.forEach(output -> output.tensor().close());
      input.close();
    }
  }
}
