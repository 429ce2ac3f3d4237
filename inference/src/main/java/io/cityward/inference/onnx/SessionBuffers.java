package io.cityward.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.Outputs;
import io.cityward.inference.tensor.DetectionReader;
import io.cityward.inference.tensor.InputTensor;
import io.cityward.inference.tensor.OutputTensors;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;

/**
 * What a session reads and writes, in native memory that is made once for its largest batch. A
 * smaller run uses the first places of it. For one thread.
 */
final class SessionBuffers implements AutoCloseable {

  private final ModelPack pack;
  private final InputSize size;
  private final InputTensor input;
  private final List<Output> outputs = new ArrayList<>();
  private final List<OutputTensors> pictures = new ArrayList<>();

  /** By number of pictures, from 1; made when a run first has so many. */
  private final Tensors[] tensors;

  /** Of one picture: cells x values. */
  private record Output(String name, int cells, int values, FloatPointer memory) {

    int perPicture() {
      return cells * values;
    }
  }

  /** The views that one run is given; they share the memory of all others. */
  record Tensors(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs)
      implements AutoCloseable {

    @Override
    public void close() {
      inputs.values().forEach(OnnxTensor::close);
      outputs.values().forEach(OnnxTensor::close);
    }
  }

  SessionBuffers(ModelPack pack, InputSize size, DetectionReader reader, int batch) {
    this.pack = pack;
    this.size = size;
    this.input = new InputTensor(pack, size, batch);
    this.tensors = new Tensors[batch];
    for (Outputs.Tensor output : pack.outputs().tensors()) {
      int cells = reader.cells(output.name());
      FloatPointer memory = new FloatPointer((long) batch * cells * output.values());
      outputs.add(new Output(output.name(), cells, output.values(), memory));
    }
    for (int i = 0; i < batch; i++) {
      pictures.add(views(i)::get);
    }
  }

  private Map<String, FloatBuffer> views(int picture) {
    Map<String, FloatBuffer> views = new HashMap<>();
    for (Output output : outputs) {
      int length = output.perPicture();
      views.put(output.name(), output.memory().asBuffer().slice(picture * length, length));
    }
    return views;
  }

  InputTensor input() {
    return input;
  }

  /** What the last run wrote of one of its pictures. */
  OutputTensors outputs(int picture) {
    return pictures.get(picture);
  }

  Tensors tensors(int pictures) throws OrtException {
    if (tensors[pictures - 1] == null) {
      tensors[pictures - 1] = create(pictures);
    }
    return tensors[pictures - 1];
  }

  private Tensors create(int pictures) throws OrtException {
    OnnxTensor in = tensor(input.values(pictures), pictures, 3, size.height(), size.width());
    Map<String, OnnxTensor> out = new HashMap<>();
    for (Output output : outputs) {
      FloatBuffer values = output.memory().asBuffer().limit(pictures * output.perPicture());
      out.put(output.name(), tensor(values, pictures, output.cells(), output.values()));
    }
    return new Tensors(Map.of(pack.input().name(), in), out);
  }

  /** A direct buffer in the machine's byte order: the runtime uses it where it is. */
  private static OnnxTensor tensor(FloatBuffer values, long... shape) throws OrtException {
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values, shape);
  }

  @Override
  public void close() {
    for (Tensors views : tensors) {
      if (views != null) {
        views.close();
      }
    }
    outputs.forEach(output -> output.memory().close());
    input.close();
  }
}
