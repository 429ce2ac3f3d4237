package io.cityward.inference;

import io.cityward.core.Picture;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** Detectors that do what a test says, and counts of how many were opened and closed. */
final class FakeEngine implements InferenceEngine {

  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();

  private volatile Function<Picture, List<Detection>> model;
  private volatile Supplier<RuntimeException> refusal;

  FakeEngine(Function<Picture, List<Detection>> model) {
    this.model = model;
  }

  void become(Function<Picture, List<Detection>> model) {
    this.model = model;
  }

  /** Lets opening fail, or succeed again with null. */
  void refuseWith(Supplier<RuntimeException> refusal) {
    this.refusal = refusal;
  }

  Engines alone() {
    return new Engines(List.of(this));
  }

  @Override
  public String name() {
    return "onnxruntime";
  }

  @Override
  public Detector open(ModelPack pack, InputSize size, EngineSetup setup) {
    if (refusal != null) {
      throw refusal.get();
    }
    opened.incrementAndGet();
    return new Detector() {
      @Override
      public List<List<Detection>> detect(List<? extends Picture> pictures) {
        if (pictures.get(0) instanceof TrialPicture) {
          return Collections.nCopies(pictures.size(), List.of());
        }
        return List.of(look(pictures.get(0)));
      }

      private List<Detection> look(Picture picture) {
        return model.apply(picture);
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }
}
