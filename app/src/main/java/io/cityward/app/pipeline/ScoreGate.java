package io.cityward.app.pipeline;

import io.cityward.scenes.Finding;
import io.cityward.scenes.Finding.Phase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Holds back findings that their scene is not sure enough of. One whose score grows begins when it
 * reaches the threshold; one that was told once goes on and ends whatever becomes of its score. So
 * a finding is told if the best score that it was reported with before its end reaches the
 * threshold, which is what calibration counts on. One thread at a time.
 */
final class ScoreGate {

  /** Scenes forget without a word; what was held back longest without a report has gone. */
  private static final int MOST_HELD = 1000;

  private final Runnable heldBack;
  private final Map<String, Boolean> held =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MOST_HELD;
        }
      };

  /**
   * @param heldBack hears of each that began too low
   */
  ScoreGate(Runnable heldBack) {
    this.heldBack = heldBack;
  }

  /** The finding as it is told; empty while it is held back. */
  Optional<Finding> pass(Finding finding, double leastScore) {
    String id = finding.scene() + " " + finding.trackId();
    boolean sure = finding.score() >= leastScore;
    return switch (finding.phase()) {
      case BEGUN -> sure ? Optional.of(finding) : hold(id);
      case ONGOING -> {
        if (held.get(id) == null) {
          yield Optional.of(finding);
        }
        if (!sure) {
          yield Optional.empty();
        }
        held.remove(id);
        yield Optional.of(finding.in(Phase.BEGUN));
      }
      // What is over before its scene was sure of it is not told.
      case ENDED -> held.remove(id) == null ? Optional.of(finding) : Optional.empty();
    };
  }

  private Optional<Finding> hold(String id) {
    held.put(id, true);
    heldBack.run();
    return Optional.empty();
  }
}
