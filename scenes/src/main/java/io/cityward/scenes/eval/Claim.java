package io.cityward.scenes.eval;

import io.cityward.core.Box;
import java.util.List;

/**
 * One finding over its whole life in a clip, as it is scored. Times are seconds from the first
 * frame.
 *
 * @param start since when the scene says it lasts
 * @param alerted when the scene first reported it
 * @param end when it was last seen
 * @param path where a moving thing was; empty for what stands
 */
public record Claim(
    String scene,
    String zone,
    double start,
    double alerted,
    double end,
    Box box,
    double score,
    List<PathPoint> path) {

  public Claim {
    path = List.copyOf(path);
  }
}
