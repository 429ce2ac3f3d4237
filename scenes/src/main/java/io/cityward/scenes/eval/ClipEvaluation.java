package io.cityward.scenes.eval;

import io.cityward.core.Picture;
import io.cityward.inference.Detection;
import io.cityward.inference.pack.InputSize;
import io.cityward.scenes.Finding;
import io.cityward.scenes.Observation;
import io.cityward.scenes.Scene;
import io.cityward.scenes.SceneSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs the scenes of a truth file over its clip, in one pass for those that see the same detections
 * at the same pace, so that no scene's figures depend on the others. Who has the pictures hands
 * them to each {@link Pass}, in order, and takes the result at the end. One thread.
 */
public final class ClipEvaluation {

  private static final Instant FIRST_FRAME = Instant.EPOCH;

  private final TruthFile truth;
  private final List<Pass> passes;
  private final Map<String, Claim> claims = new LinkedHashMap<>();

  /**
   * @param algorithm says whose detections a scene sees that wants some
   */
  public ClipEvaluation(TruthFile truth, Function<SceneSettings, String> algorithm) {
    this.truth = truth;
    Map<Look, List<SceneSettings>> byLook = new LinkedHashMap<>();
    for (SceneSettings scene : truth.settings().values()) {
      Optional<String> detections =
          scene.wantsDetections() ? Optional.of(algorithm.apply(scene)) : Optional.empty();
      byLook
          .computeIfAbsent(
              new Look(detections, scene.inputSize(), scene.framesPerSecond()),
              l -> new ArrayList<>())
          .add(scene);
    }
    this.passes =
        byLook.entrySet().stream()
            .map(entry -> new Pass(entry.getKey(), truth.scenes(entry.getValue())))
            .toList();
  }

  /** How some scenes want to see a clip. */
  private record Look(
      Optional<String> algorithm, Optional<InputSize> inputSize, double framesPerSecond) {}

  /** The clip from its beginning to its end, for some of the scenes. */
  public final class Pass {
    private final Look look;
    private final List<Scene> scenes;
    private long frames;
    private Duration turnBegan = Duration.ZERO;
    private int turn = 1;

    private Pass(Look look, List<Scene> scenes) {
      this.look = look;
      this.scenes = scenes;
    }

    /**
     * Whose detections the scenes see; empty if they look at every picture, and at nothing else.
     */
    public Optional<String> algorithm() {
      return look.algorithm();
    }

    /** What the scenes want the pictures scaled to; empty takes the pack's default. */
    public Optional<InputSize> inputSize() {
      return look.inputSize();
    }

    public double framesPerSecond() {
      return look.framesPerSecond();
    }

    /**
     * The clip begins again, and time goes on. Scenes that look at every picture see a cut, and
     * what they know stays; to the others it is the beginning of another day, as what stands at
     * both ends of a clip would never have left. What a scene claims over the seam did not happen.
     *
     * @param sinceFirstFrame when the first picture of the next turn is shown
     */
    public void again(Duration sinceFirstFrame) {
      turnBegan = sinceFirstFrame;
      turn++;
      if (look.algorithm().isPresent()) {
        scenes.forEach(Scene::reset);
      }
    }

    /** Hands in the next picture. */
    public void observe(Duration sinceFirstFrame, List<Detection> detections, Picture picture) {
      frames++;
      var observation =
          new Observation(FIRST_FRAME.plus(sinceFirstFrame), sinceFirstFrame, detections, picture);
      for (Scene scene : scenes) {
        for (Finding finding : scene.observe(observation)) {
          if (!finding.began().isBefore(FIRST_FRAME.plus(turnBegan))) {
            note(turn, finding);
          }
        }
      }
    }
  }

  /** None when no scene is to run. */
  public List<Pass> passes() {
    return passes;
  }

  /** What was claimed, in the order of the alerts, when every picture was inferred. */
  public ClipResult finish(Duration clip, Duration wall) {
    return finish(clip, wall, wanted());
  }

  private int turns() {
    return passes.stream().mapToInt(pass -> pass.turn).max().orElse(1);
  }

  /** What was claimed, in the order of the alerts, when so many pictures were inferred. */
  public ClipResult finish(Duration clip, Duration wall, long inferred) {
    long frames = passes.stream().mapToLong(pass -> pass.frames).sum();
    return new ClipResult(
        truth,
        List.copyOf(claims.values()),
        seconds(clip),
        seconds(wall),
        frames,
        wanted(),
        inferred,
        turns());
  }

  private long wanted() {
    return passes.stream()
        .filter(pass -> pass.algorithm().isPresent())
        .mapToLong(pass -> pass.frames)
        .sum();
  }

  private void note(int turn, Finding finding) {
    claims.merge(
        turn + " " + finding.scene() + " " + finding.trackId(),
        claim(finding),
        ClipEvaluation::longer);
  }

  private static Claim claim(Finding finding) {
    double seen = seconds(finding.seen());
    return new Claim(
        finding.scene(),
        finding.zoneId(),
        seconds(finding.began()),
        seen,
        seen,
        finding.box(),
        finding.score(),
        finding.path().stream().map(p -> new PathPoint(seconds(p.time()), p.box())).toList());
  }

  /** The box is the alert's, the score the best. */
  private static Claim longer(Claim first, Claim later) {
    return new Claim(
        first.scene(),
        first.zone(),
        first.start(),
        first.alerted(),
        Math.max(first.end(), later.end()),
        first.box(),
        Math.max(first.score(), later.score()),
        first.path());
  }

  private static double seconds(Instant time) {
    return seconds(Duration.between(FIRST_FRAME, time));
  }

  private static double seconds(Duration span) {
    return span.toNanos() / 1e9;
  }
}
