package io.cityward.inference.djl;

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

/** One session of a DJL engine with its buffers. Owns the model. */
final class DjlDetector implements Detector {

  private final Model model;
  private final PackTranslator translator;
  private final Predictor<Picture, List<Detection>> predictor;
  private final String name;

  DjlDetector(Model model, ModelPack pack, InputSize size) {
    this.model = model;
    this.translator = new PackTranslator(pack, size);
    this.predictor = model.newPredictor(translator);
    this.name = "pack " + pack + " at " + size;
  }

  @Override
  public List<List<Detection>> detect(List<? extends Picture> pictures) {
    return List.of(look(pictures.get(0)));
  }

  private List<Detection> look(Picture picture) {
    try {
      return predictor.predict(picture);
    } catch (TranslateException e) {
      // DJL wraps what went wrong, be it ours or the runtime's.
      Throwable cause = e.getCause() == null ? e : e.getCause();
      ErrorCode code =
          cause instanceof CityException refused ? refused.code() : ErrorCode.EXTERNAL_FAILED;
      throw new CityException(code, name + ": " + cause.getMessage(), cause);
    }
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
    translator.close();
  }
}
