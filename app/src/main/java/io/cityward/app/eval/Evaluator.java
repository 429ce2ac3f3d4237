package io.cityward.app.eval;

import io.cityward.core.CityException;
import io.cityward.inference.Detection;
import io.cityward.inference.Detector;
import io.cityward.inference.Engines;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.ingest.DecodePolicy;
import io.cityward.ingest.Frame;
import io.cityward.ingest.FrameSequence;
import io.cityward.scenes.SceneSettings;
import io.cityward.scenes.Zone;
import io.cityward.scenes.eval.ClipEvaluation;
import io.cityward.scenes.eval.ClipResult;
import io.cityward.scenes.eval.TruthFile;
import io.cityward.scenes.motion.LastAnswer;
import io.cityward.scenes.motion.MotionGate;
import io.cityward.scenes.motion.MotionGateSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Decoder, detectors and scenes over a clip, as fast as they can; the clip's own time stamps are
 * the clock. One thread.
 */
public final class Evaluator implements AutoCloseable {

  private final Engines engines;
  private final Packs packs;
  private final Options options;
  private final Map<Opened, Detector> detectors = new HashMap<>();

  /** Which packs look at the pictures. */
  public interface Packs {

    /** The name of the pack whose detections a scene sees. */
    String of(SceneSettings scene);

    /**
     * A pack by its name.
     *
     * @throws CityException if there is no such pack, or it is broken
     */
    ModelPack pack(String name);
  }

  /**
   * How clips are looked at.
   *
   * @param size what pictures are scaled to; empty takes what a scene wants, else the pack's
   *     default
   * @param videos where the clips lie, if not beside their truth files
   * @param pace frames per second to look at, if not as many as the scenes want; scenes that work
   *     on the pictures alone see every one all the same
   * @param gate what spares still pictures the detector; empty infers every picture
   */
  public record Options(
      Optional<InputSize> size,
      Optional<Path> videos,
      OptionalDouble pace,
      Optional<MotionGateSettings> gate) {

    public static final Options DEFAULTS =
        new Options(Optional.empty(), Optional.empty(), OptionalDouble.empty(), Optional.empty());
  }

  public Evaluator(Engines engines, Packs packs, Options options) {
    this.engines = engines;
    this.packs = packs;
    this.options = options;
  }

  /**
   * Evaluates one clip.
   *
   * @throws CityException if the clip is missing or cannot be read to its end, or a scene's pack
   *     cannot be opened
   */
  public ClipResult evaluate(Path truthFile) {
    return evaluate(TruthFile.read(truthFile), 1);
  }

  /**
   * Evaluates one clip that is played so many times, one after the other.
   *
   * @throws CityException as above
   */
  ClipResult evaluate(TruthFile truth, int turns) {
    Path clip = truth.videoIn(options.videos());
    ClipEvaluation evaluation = new ClipEvaluation(truth, packs::of);
    long started = System.nanoTime();
    Duration length = Duration.ZERO;
    long inferred = 0;
    for (ClipEvaluation.Pass pass : evaluation.passes()) {
      LastAnswer last = new LastAnswer(gate(truth));
      length = run(clip, truth, pass, last, turns);
      inferred += pass.algorithm().isPresent() ? last.inferred() : 0;
    }
    Duration wall = Duration.ofNanos(System.nanoTime() - started);
    return evaluation.finish(length, wall, inferred);
  }

  private MotionGate gate(TruthFile truth) {
    return new MotionGate(
        options.gate().orElse(MotionGateSettings.OFF),
        truth.zones().stream().map(Zone::polygon).toList());
  }

  /** All turns; how long they are together. */
  private Duration run(
      Path clip, TruthFile truth, ClipEvaluation.Pass pass, LastAnswer answer, int turns) {
    Optional<Detector> detector = pass.algorithm().map(name -> detector(name, pass));
    Duration began = Duration.ZERO;
    Duration last = Duration.ZERO;
    for (int turn = 1; turn <= turns; turn++) {
      long count = 0;
      try (FrameSequence frames = open(clip, truth, pass)) {
        for (Frame next = frames.next(); next != null; next = frames.next()) {
          try (Frame frame = next) {
            count++;
            last = began.plus(frame.mediaTime());
            pass.observe(
                last, detector.map(d -> detections(d, frame, answer)).orElse(List.of()), frame);
          }
        }
      }
      if (turns > 1) {
        // The last picture is shown as long as the others were.
        began = last.plus(last.minus(began).dividedBy(Math.max(1, count - 1)));
        if (turn < turns) {
          pass.again(began);
        }
        last = began;
      }
    }
    return last;
  }

  /** How long a clip is, by its last picture. */
  Duration length(TruthFile truth) {
    Path clip = truth.videoIn(options.videos());
    if (truth.hold().isPresent()) {
      return truth.hold().get();
    }
    Duration last = Duration.ZERO;
    try (FrameSequence frames = FrameSequence.ofClip(clip, DecodePolicy.ALL)) {
      for (Frame next = frames.next(); next != null; next = frames.next()) {
        try (Frame frame = next) {
          last = frame.mediaTime();
        }
      }
    }
    return last;
  }

  private static List<Detection> detections(Detector detector, Frame frame, LastAnswer last) {
    List<Detection> detections = last.known(frame).orElseGet(() -> detector.detect(frame));
    last.detected(detections);
    return detections;
  }

  private Detector detector(String name, ClipEvaluation.Pass pass) {
    return detectors.computeIfAbsent(
        new Opened(name, options.size().or(pass::inputSize)),
        missing -> {
          ModelPack pack = packs.pack(name);
          return engines.open(pack, missing.size().orElse(pack.defaultSize()));
        });
  }

  /** A pack at a size; empty is its own. */
  private record Opened(String pack, Optional<InputSize> size) {}

  private FrameSequence open(Path clip, TruthFile truth, ClipEvaluation.Pass pass) {
    boolean all = pass.algorithm().isEmpty();
    double fps = all ? pass.framesPerSecond() : options.pace().orElse(pass.framesPerSecond());
    if (FrameSequence.isStill(clip)) {
      Duration hold =
          truth
              .hold()
              .orElseThrow(
                  () -> CityException.invalid("hold", "missing", "seconds to hold " + clip));
      return FrameSequence.ofStill(clip, hold, fps);
    }
    return FrameSequence.ofClip(clip, all ? DecodePolicy.ALL : new DecodePolicy.Fps(fps));
  }

  @Override
  public void close() {
    detectors.values().forEach(Detector::close);
  }
}
