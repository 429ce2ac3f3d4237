package io.cityward.alerts.area;

import io.cityward.core.Problem;
import java.util.List;

/**
 * What an import did, or would do.
 *
 * @param added codes, as the other lists
 * @param problems what is wrong; then nothing was changed
 * @param revision of the areas afterwards
 */
public record AreaImport(
    List<String> added,
    List<String> changed,
    List<String> removed,
    int unchanged,
    List<Problem> problems,
    long revision) {

  public AreaImport {
    added = List.copyOf(added);
    changed = List.copyOf(changed);
    removed = List.copyOf(removed);
    problems = List.copyOf(problems);
  }
}
