package io.cityward.inference.remote;

import io.cityward.core.CityException;
import io.cityward.core.Problem;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.ModelSource.RemoteModel;
import io.cityward.inference.pack.Outputs;
import io.cityward.proto.inference.ModelMetadataResponse;
import io.cityward.proto.inference.ModelMetadataResponse.TensorMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds what a server says of its model against the manifest. */
final class MetadataCheck {

  static final String FLOAT = "FP32";

  private static final long ANY = -1;

  private final ModelPack pack;
  private final InputSize size;
  private final int batch;
  private final List<Problem> problems = new ArrayList<>();
  private String where;

  /**
   * @param batch the most pictures that the pool would send at once
   */
  MetadataCheck(ModelPack pack, InputSize size, int batch) {
    this.pack = pack;
    this.size = size;
    this.batch = batch;
  }

  /**
   * How many pictures the model takes at once, at most as many as are wanted.
   *
   * @param where pack, remote and model, as messages begin
   * @throws CityException INVALID with everything that does not fit
   */
  int batch(String where, ModelMetadataResponse metadata) {
    this.where = where;
    checkVersion(metadata);
    boolean single = checkInput(metadata.getInputsList());
    checkOutputs(metadata.getOutputsList());
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
    return single ? 1 : batch;
  }

  private void checkVersion(ModelMetadataResponse metadata) {
    String version = pack.source() instanceof RemoteModel model ? model.version() : "";
    List<String> there = metadata.getVersionsList();
    if (!version.isEmpty() && !there.isEmpty() && !there.contains(version)) {
      problem("version", version, "one of " + there);
    }
  }

  /** Whether the model takes no more than one picture. */
  private boolean checkInput(List<TensorMetadata> inputs) {
    String name = pack.input().name();
    if (inputs.size() != 1 || !inputs.get(0).getName().equals(name)) {
      problem("inputs", names(inputs), "only " + name);
      return false;
    }
    TensorMetadata input = inputs.get(0);
    boolean single = input.getShapeCount() > 0 && input.getShape(0) == 1;
    // What is fixed at another number of pictures would have to be filled up to it.
    checkTensor(
        "input " + name,
        input,
        List.of(single ? 1L : ANY, 3L, (long) size.height(), (long) size.width()));
    if (!single && input.getShapeCount() > 0 && input.getShape(0) != ANY) {
      problem("input " + name + " batch", input.getShape(0), "any or 1");
    }
    return single;
  }

  private void checkOutputs(List<TensorMetadata> outputs) {
    for (Outputs.Tensor tensor : pack.outputs().tensors()) {
      Optional<TensorMetadata> output =
          outputs.stream().filter(o -> o.getName().equals(tensor.name())).findFirst();
      if (output.isPresent()) {
        checkTensor(
            "output " + tensor.name(), output.get(), List.of(ANY, ANY, (long) tensor.values()));
      } else {
        problem("outputs", names(outputs), tensor.name() + " among them");
      }
    }
  }

  private void checkTensor(String what, TensorMetadata tensor, List<Long> wanted) {
    if (!tensor.getDatatype().equals(FLOAT)) {
      problem(what + " type", Texts.line(tensor.getDatatype()), FLOAT);
    }
    if (!fits(tensor.getShapeList(), wanted)) {
      problem(what + " shape", shape(tensor.getShapeList()), shape(wanted));
    }
  }

  /** A dimension that the model leaves open fits; so does one that we do not mind. */
  private static boolean fits(List<Long> shape, List<Long> wanted) {
    if (shape.size() != wanted.size()) {
      return false;
    }
    for (int i = 0; i < shape.size(); i++) {
      if (shape.get(i) != ANY && wanted.get(i) != ANY && !shape.get(i).equals(wanted.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> names(List<TensorMetadata> tensors) {
    return tensors.stream().limit(20).map(t -> Texts.line(t.getName())).toList();
  }

  private static String shape(List<Long> shape) {
    return Texts.line(shape.toString().replace("-1", "any"));
  }

  private void problem(String name, Object value, Object expectation) {
    problems.add(new Problem(where, name, value + " (expected: " + expectation + ")"));
  }
}
