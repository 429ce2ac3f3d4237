package io.cityward.inference.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.cityward.core.CityException;
import io.cityward.core.Problem;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.Outputs;
import io.cityward.inference.tensor.DetectionReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Holds the inputs and outputs that a graph declares against the manifest and the input size. */
final class GraphCheck {

  private static final long ANY = -1;

  private final ModelPack pack;
  private final InputSize size;
  private final DetectionReader reader;
  private final List<Problem> problems = new ArrayList<>();
  private boolean batches = true;

  /**
   * @param reader of the same pack and size
   */
  GraphCheck(ModelPack pack, InputSize size, DetectionReader reader) {
    this.pack = pack;
    this.size = size;
    this.reader = reader;
  }

  /**
   * @return whether one run takes any number of pictures, and not only one
   * @throws CityException INVALID with everything that does not fit
   */
  boolean check(OrtSession graph) throws OrtException {
    checkInputs(graph.getInputInfo());
    checkOutputs(graph.getOutputInfo());
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
    return batches;
  }

  private void checkInputs(Map<String, NodeInfo> inputs) {
    String name = pack.input().name();
    if (inputs.size() == 1 && inputs.containsKey(name)) {
      checkTensor("input " + name, inputs.get(name), 3, size.height(), size.width());
    } else {
      problem("inputs", inputs.keySet(), "only " + name);
    }
  }

  private void checkOutputs(Map<String, NodeInfo> outputs) {
    for (Outputs.Tensor tensor : pack.outputs().tensors()) {
      String name = tensor.name();
      if (outputs.containsKey(name)) {
        checkTensor("output " + name, outputs.get(name), reader.cells(name), tensor.values());
      } else {
        problem("outputs", outputs.keySet(), name + " among them");
      }
    }
  }

  /**
   * @param wanted the dimensions behind the batch
   */
  private void checkTensor(String what, NodeInfo node, long... wanted) {
    if (!(node.getInfo() instanceof TensorInfo tensor)) {
      problem(what, node.getInfo(), "a tensor");
      return;
    }
    if (tensor.type != OnnxJavaType.FLOAT) {
      problem(what + " type", tensor.type, OnnxJavaType.FLOAT);
    }
    long[] shape = tensor.getShape();
    if (!fits(shape, wanted)) {
      problem(what + " shape", dimensions(shape), "[1 or any, " + dimensions(wanted).substring(1));
    } else if (shape[0] != ANY) {
      batches = false;
    }
  }

  /** A dimension that the graph leaves free fits. */
  private static boolean fits(long[] shape, long[] wanted) {
    if (shape.length != 1 + wanted.length || (shape[0] != ANY && shape[0] != 1)) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (shape[i + 1] != ANY && shape[i + 1] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private static String dimensions(long[] shape) {
    return Arrays.toString(shape).replace("-1", "any");
  }

  private void problem(String name, Object value, Object expectation) {
    problems.add(new Problem("pack " + pack, name, value + " (expected: " + expectation + ")"));
  }
}
