package io.cityward.inference;

import io.cityward.core.Picture;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Detectors that do what a test says, and counts of how many were opened and closed. Pictures that
 * the pool measures with are not counted, and cost nothing unless the test says so.
 */
final class FakeEngine implements InferenceEngine {

  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();
  final AtomicInteger cancelled = new AtomicInteger();

  /** How many pictures each run was given. */
  final List<Integer> runs = new CopyOnWriteArrayList<>();

  private final String name;
  private volatile Function<Picture, List<Detection>> model;
  private volatile Supplier<RuntimeException> refusal;
  private volatile IntConsumer trial = pictures -> {};
  private volatile Runnable canceller = () -> {};
  private volatile int largestBatch = 1;

  FakeEngine(Function<Picture, List<Detection>> model) {
    this("onnxruntime", model);
  }

  FakeEngine(String name, Function<Picture, List<Detection>> model) {
    this.name = name;
    this.model = model;
  }

  void become(Function<Picture, List<Detection>> model) {
    this.model = model;
  }

  /** Lets opening fail, or succeed again with null. */
  void refuseWith(Supplier<RuntimeException> refusal) {
    this.refusal = refusal;
  }

  /** Takes so many pictures in a run, and does this with how many it is measured with. */
  void batch(int largest, IntConsumer trial) {
    this.largestBatch = largest;
    this.trial = trial;
  }

  /** What being cancelled does. */
  void onCancel(Runnable canceller) {
    this.canceller = canceller;
  }

  Engines alone() {
    return new Engines(List.of(this));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Detector open(ModelPack pack, InputSize size, EngineSetup setup) {
    if (refusal != null) {
      throw refusal.get();
    }
    opened.incrementAndGet();
    return new Detector() {
      @Override
      public int batch() {
        return Math.min(setup.batch(), largestBatch);
      }

      @Override
      public List<List<Detection>> detect(List<? extends Picture> pictures) {
        if (pictures.get(0) instanceof TrialPicture) {
          trial.accept(pictures.size());
          return Collections.nCopies(pictures.size(), List.of());
        }
        runs.add(pictures.size());
        List<List<Detection>> answers = new ArrayList<>();
        pictures.forEach(picture -> answers.add(model.apply(picture)));
        return answers;
      }

      @Override
      public void cancel() {
        cancelled.incrementAndGet();
        canceller.run();
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }
}
