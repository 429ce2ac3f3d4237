package io.cityward.inference.djl;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import io.cityward.core.CityException;
import io.cityward.core.Problem;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.Outputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Holds the inputs and outputs that a graph declares against the manifest. DJL does not tell their
 * types and shapes, so that the file is opened once beside it.
 */
final class GraphCheck {

  private static final long ANY = -1;

  private final ModelPack pack;
  private final List<Problem> problems = new ArrayList<>();

  GraphCheck(ModelPack pack) {
    this.pack = pack;
  }

  /**
   * @throws CityException INVALID with everything that does not fit
   */
  void check(SessionOptions options) throws OrtException {
    try (OrtSession session =
        OrtEnvironment.getEnvironment().createSession(pack.model().toString(), options)) {
      checkInputs(session.getInputInfo());
      checkOutputs(session.getOutputInfo());
    }
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
  }

  private void checkInputs(Map<String, NodeInfo> inputs) {
    String name = pack.input().name();
    if (inputs.size() == 1 && inputs.containsKey(name)) {
      checkTensor("input " + name, inputs.get(name), ANY, 3, ANY, ANY);
    } else {
      problem("inputs", inputs.keySet(), "only " + name);
    }
  }

  private void checkOutputs(Map<String, NodeInfo> outputs) {
    for (Outputs.Tensor tensor : pack.outputs().tensors(pack.labels().size())) {
      if (outputs.containsKey(tensor.name())) {
        checkTensor(
            "output " + tensor.name(), outputs.get(tensor.name()), ANY, ANY, tensor.values());
      } else {
        problem("outputs", outputs.keySet(), tensor.name() + " among them");
      }
    }
  }

  private void checkTensor(String what, NodeInfo node, long... wanted) {
    if (!(node.getInfo() instanceof TensorInfo tensor)) {
      problem(what, node.getInfo(), "a tensor");
      return;
    }
    if (tensor.type != OnnxJavaType.FLOAT) {
      problem(what + " type", tensor.type, OnnxJavaType.FLOAT);
    }
    if (!fits(tensor.getShape(), wanted)) {
      problem(what + " shape", shape(tensor.getShape()), shape(wanted));
    }
  }

  /** A dimension that the graph leaves free fits; so does one that we do not mind. */
  private static boolean fits(long[] shape, long[] wanted) {
    if (shape.length != wanted.length) {
      return false;
    }
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] != ANY && wanted[i] != ANY && shape[i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private static String shape(long[] shape) {
    return Arrays.toString(shape).replace("-1", "any");
  }

  private void problem(String name, Object value, Object expectation) {
    problems.add(new Problem("pack " + pack, name, value + " (expected: " + expectation + ")"));
  }
}
