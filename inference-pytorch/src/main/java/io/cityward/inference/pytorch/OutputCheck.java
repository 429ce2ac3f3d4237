package io.cityward.inference.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import io.cityward.core.Problem;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.Outputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Holds what a model gives for a black picture against the manifest. */
final class OutputCheck implements NoBatchifyTranslator<Shape, List<Problem>> {

  private final ModelPack pack;
  private long batch;

  OutputCheck(ModelPack pack) {
    this.pack = pack;
  }

  @Override
  public NDList processInput(TranslatorContext context, Shape input) {
    batch = input.get(0);
    return new NDList(context.getNDManager().zeros(input, DataType.FLOAT32));
  }

  @Override
  public List<Problem> processOutput(TranslatorContext context, NDList outputs) {
    List<Problem> problems = new ArrayList<>();
    for (Outputs.Tensor tensor : pack.outputs().tensors()) {
      NDArray output = outputs.get(tensor.name());
      if (output == null) {
        problems.add(problem("outputs", names(outputs), tensor.name() + " among them"));
      } else {
        check(problems, "output " + tensor.name(), output, tensor.values());
      }
    }
    return problems;
  }

  private void check(List<Problem> problems, String what, NDArray output, int values) {
    if (output.getDataType() != DataType.FLOAT32) {
      problems.add(problem(what + " type", output.getDataType(), DataType.FLOAT32));
    }
    long[] shape = output.getShape().getShape();
    if (shape.length != 3 || shape[0] != batch || shape[2] != values) {
      String expected = "[" + batch + ", any, " + values + "]";
      problems.add(problem(what + " shape", Arrays.toString(shape), expected));
    }
  }

  private static List<String> names(NDList outputs) {
    return outputs.stream().map(o -> o.getName() == null ? "unnamed" : o.getName()).toList();
  }

  private Problem problem(String name, Object value, Object expectation) {
    return new Problem("pack " + pack, name, value + " (expected: " + expectation + ")");
  }
}
