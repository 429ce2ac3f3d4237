package io.cityward.inference.pytorch;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.types.Shape;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.core.Problem;
import io.cityward.inference.Detector;
import io.cityward.inference.EngineSetup;
import io.cityward.inference.InferenceEngine;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs TorchScript files: the Deep Java Library with its PyTorch engine, one thread per session.
 * The file's {@code forward} takes the image and returns its outputs by name, as a dictionary of
 * tensors; the input's name in the manifest is of no matter here.
 *
 * <p>Made by the service loader.
 */
public final class PyTorchEngine implements InferenceEngine {

  static final String NAME = "pytorch";

  @Override
  public String name() {
    return NAME;
  }

  /** TorchScript does not say what it gives: it is run once, on a black picture, to find out. */
  @Override
  public Detector open(ModelPack pack, InputSize size, EngineSetup setup) {
    Path file = pack.model();
    PyTorch.start();
    ai.djl.Device device = PyTorch.device(pack, setup.device());
    Model model = Model.newInstance(pack.name(), device, PyTorch.DJL_NAME);
    try {
      load(pack, file, model);
      check(pack, size, model, 1);
      return new PyTorchDetector(model, pack, size, batch(pack, size, model, setup.batch()));
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private static void load(ModelPack pack, Path file, Model model) {
    try {
      model.load(file.getParent(), file.getFileName().toString());
    } catch (Exception e) {
      throw failure(pack, file + ": cannot be loaded: ", e);
    }
  }

  private static void check(ModelPack pack, InputSize size, Model model, int batch) {
    Shape shape = new Shape(batch, 3, size.height(), size.width());
    List<Problem> problems;
    try (Predictor<Shape, List<Problem>> trial = model.newPredictor(new OutputCheck(pack))) {
      problems = trial.predict(shape);
    } catch (Exception e) {
      throw failure(
          pack, "does not run at " + size + ": ", e.getCause() == null ? e : e.getCause());
    }
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
  }

  /** As many as are wanted, or one where the model is made for one. */
  private static int batch(ModelPack pack, InputSize size, Model model, int wanted) {
    if (wanted == 1) {
      return 1;
    }
    try {
      check(pack, size, model, wanted);
      return wanted;
    } catch (CityException e) {
      return 1;
    }
  }

  private static CityException failure(ModelPack pack, String what, Throwable e) {
    return new CityException(
        ErrorCode.EXTERNAL_FAILED, "pack " + pack + ": " + what + Reasons.of(e), e);
  }
}
