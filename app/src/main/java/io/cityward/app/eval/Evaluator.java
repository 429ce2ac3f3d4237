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
import io.cityward.scenes.Zone;
import io.cityward.scenes.eval.ClipEvaluation;
import io.cityward.scenes.eval.ClipResult;
import io.cityward.scenes.eval.TruthFile;
import io.cityward.scenes.motion.LastAnswer;
import io.cityward.scenes.motion.MotionGate;
import io.cityward.scenes.motion.MotionGateSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Decoder, detector and scenes over a clip, as fast as they can; the clip's own time stamps are the
 * clock. One thread.
 */
public final class Evaluator implements AutoCloseable {

  private final Detector detector;
  private final Optional<Path> videos;
  private final OptionalDouble pace;
  private final Optional<MotionGateSettings> gate;

  /** Infers every picture. */
  public Evaluator(
      Engines engines, ModelPack pack, InputSize size, Optional<Path> videos, OptionalDouble pace) {
    this(engines, pack, size, videos, pace, Optional.empty());
  }

  /**
   * @param videos where the clips lie, if not beside their truth files
   * @param pace frames per second to look at, if not as many as the scenes want
   * @param gate what spares still pictures the detector; empty infers every picture
   */
  public Evaluator(
      Engines engines,
      ModelPack pack,
      InputSize size,
      Optional<Path> videos,
      OptionalDouble pace,
      Optional<MotionGateSettings> gate) {
    this.detector = engines.open(pack, size);
    this.videos = videos;
    this.pace = pace;
    this.gate = gate;
  }

  /**
   * Evaluates one clip.
   *
   * @throws CityException if the clip is missing or cannot be read to its end
   */
  public ClipResult evaluate(Path truthFile) {
    TruthFile truth = TruthFile.read(truthFile);
    Path clip = truth.videoIn(videos);
    ClipEvaluation evaluation = new ClipEvaluation(truth);
    long started = System.nanoTime();
    Duration length = Duration.ZERO;
    LastAnswer last = new LastAnswer(gate(truth));
    if (evaluation.framesPerSecond() > 0) {
      length = run(clip, truth, evaluation, last);
    }
    Duration wall = Duration.ofNanos(System.nanoTime() - started);
    return evaluation.finish(length, wall, last.inferred());
  }

  private MotionGate gate(TruthFile truth) {
    return new MotionGate(
        gate.orElse(MotionGateSettings.OFF), truth.zones().stream().map(Zone::polygon).toList());
  }

  private Duration run(Path clip, TruthFile truth, ClipEvaluation evaluation, LastAnswer answer) {
    double fps = pace.orElse(evaluation.framesPerSecond());
    Duration last = Duration.ZERO;
    try (FrameSequence frames = open(clip, truth, fps)) {
      Optional<Duration> seen = look(frames, evaluation, answer);
      while (seen.isPresent()) {
        last = seen.get();
        seen = look(frames, evaluation, answer);
      }
    }
    return last;
  }

  /** Takes the next frame through detector and scenes; empty at the end of the clip. */
  private Optional<Duration> look(
      FrameSequence frames, ClipEvaluation evaluation, LastAnswer last) {
    try (Frame frame = frames.next()) {
      if (frame == null) {
        return Optional.empty();
      }
      List<Detection> detections = last.known(frame).orElseGet(() -> detector.detect(frame));
      last.detected(detections);
      evaluation.observe(frame.mediaTime(), detections, frame);
      return Optional.of(frame.mediaTime());
    }
  }

  private static FrameSequence open(Path clip, TruthFile truth, double fps) {
    if (FrameSequence.isStill(clip)) {
      Duration hold =
          truth
              .hold()
              .orElseThrow(
                  () -> CityException.invalid("hold", "missing", "seconds to hold " + clip));
      return FrameSequence.ofStill(clip, hold, fps);
    }
    return FrameSequence.ofClip(clip, new DecodePolicy.Fps(fps));
  }

  @Override
  public void close() {
    detector.close();
  }
}
