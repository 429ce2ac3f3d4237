package io.cityward.app.eval;

import io.cityward.scenes.eval.ClipResult;
import io.cityward.scenes.eval.TruthFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Evaluates clips, those without events as often as it takes for each scene to see enough of them:
 * all alike often, so that a long clip weighs as much more as it is longer.
 *
 * @param least how much of such clips each scene is to see; empty plays everything once
 */
public record Looped(Evaluator evaluator, Optional<Duration> least) {

  /** Told before each clip. */
  public interface Progress {
    void plays(int number, String clip, int turns);
  }

  /**
   * The results in the order of the files.
   *
   * @throws io.cityward.core.CityException as {@link Evaluator#evaluate(java.nio.file.Path)}
   */
  public List<ClipResult> evaluate(List<TruthFile> truths, Progress progress) {
    Map<String, Duration> quiet = new HashMap<>();
    if (least.isPresent()) {
      for (TruthFile truth : truths) {
        if (truth.events().isEmpty()) {
          Duration length = evaluator.length(truth);
          truth.settings().keySet().forEach(s -> quiet.merge(s, length, Duration::plus));
        }
      }
    }
    List<ClipResult> results = new ArrayList<>();
    for (TruthFile truth : truths) {
      int turns = truth.events().isEmpty() ? turns(truth, quiet) : 1;
      progress.plays(results.size() + 1, truth.video(), turns);
      results.add(evaluator.evaluate(truth, turns));
    }
    return results;
  }

  /** As the scene of the clip that has the least of such clips needs it. */
  private int turns(TruthFile truth, Map<String, Duration> quiet) {
    double most = 1;
    for (String scene : truth.settings().keySet()) {
      double has = Math.max(1, quiet.getOrDefault(scene, Duration.ZERO).toMillis());
      most = Math.max(most, Math.ceil(least.orElse(Duration.ZERO).toMillis() / has));
    }
    return (int) most;
  }
}
