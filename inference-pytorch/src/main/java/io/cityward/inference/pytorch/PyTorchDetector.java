package io.cityward.inference.pytorch;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.core.Picture;
import io.cityward.inference.Detection;
import io.cityward.inference.Detector;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import java.util.List;

/** One session of PyTorch with its buffers. A run cannot be cancelled. */
final class PyTorchDetector implements Detector {

  private final Model model;
  private final PackTranslator translator;
  private final Predictor<List<? extends Picture>, List<List<Detection>>> predictor;
  private final int batch;
  private final String name;
  private boolean closed;

  /** Owns the model. */
  PyTorchDetector(Model model, ModelPack pack, InputSize size, int batch) {
    this.model = model;
    this.translator = new PackTranslator(pack, size);
    this.predictor = model.newPredictor(translator);
    this.batch = batch;
    this.name = "pack " + pack + " at " + size;
  }

  @Override
  public int batch() {
    return batch;
  }

  @Override
  public List<List<Detection>> detect(List<? extends Picture> pictures) {
    if (closed) {
      throw new IllegalStateException(name + ": closed");
    }
    if (pictures.isEmpty() || pictures.size() > batch) {
      throw CityException.invalid(name + ": pictures", pictures.size(), "1 to " + batch);
    }
    try {
      return predictor.predict(pictures);
    } catch (TranslateException e) {
      // DJL wraps what went wrong, be it ours or PyTorch's.
      Throwable cause = e.getCause() == null ? e : e.getCause();
      ErrorCode code =
          cause instanceof CityException refused ? refused.code() : ErrorCode.EXTERNAL_FAILED;
      throw new CityException(code, name + ": " + Reasons.of(cause), cause);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      predictor.close();
      model.close();
      translator.close();
    }
  }
}
