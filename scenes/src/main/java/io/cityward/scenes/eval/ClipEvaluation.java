package io.cityward.scenes.eval;

import io.cityward.core.Picture;
import io.cityward.inference.Detection;
import io.cityward.scenes.Finding;
import io.cityward.scenes.Observation;
import io.cityward.scenes.Scene;
import io.cityward.scenes.SceneSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the scenes of a truth file over its clip. Who has the pictures hands them in, in order, at
 * {@link #framesPerSecond()}, and takes the result at the end. One thread.
 */
public final class ClipEvaluation {

  private static final Instant FIRST_FRAME = Instant.EPOCH;

  private final TruthFile truth;
  private final List<Scene> scenes;
  private final Map<String, Claim> claims = new LinkedHashMap<>();
  private long frames;

  /**
   * @throws io.cityward.core.CityException INVALID if a scene has no zone to watch
   */
  public ClipEvaluation(TruthFile truth) {
    this.truth = truth;
    this.scenes = truth.scenes();
  }

  /** The rate that the most demanding of the clip's scenes wants; 0 when none is to run. */
  public double framesPerSecond() {
    return truth.settings().values().stream()
        .mapToDouble(SceneSettings::framesPerSecond)
        .max()
        .orElse(0);
  }

  /** Hands in the next picture. */
  public void observe(Duration sinceFirstFrame, List<Detection> detections, Picture picture) {
    frames++;
    var observation = new Observation(FIRST_FRAME.plus(sinceFirstFrame), detections, picture);
    for (Scene scene : scenes) {
      scene.observe(observation).forEach(this::note);
    }
  }

  /** What was claimed, in the order of the alerts, when every picture was inferred. */
  public ClipResult finish(Duration clip, Duration wall) {
    return finish(clip, wall, frames);
  }

  /** What was claimed, in the order of the alerts, when so many pictures were inferred. */
  public ClipResult finish(Duration clip, Duration wall, long inferred) {
    return new ClipResult(
        truth, List.copyOf(claims.values()), seconds(clip), seconds(wall), frames, inferred);
  }

  private void note(Finding finding) {
    claims.merge(finding.scene() + " " + finding.trackId(), claim(finding), ClipEvaluation::longer);
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
