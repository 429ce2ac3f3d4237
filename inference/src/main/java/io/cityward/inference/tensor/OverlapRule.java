package io.cityward.inference.tensor;

import io.cityward.inference.pack.Label;
import io.cityward.inference.pack.Outputs.Suppression;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps the best of the boxes that a model gives one thing (greedy non-maximum suppression). */
final class OverlapRule {

  private final float iou;
  private final float contained;

  /** Group by label: labels of one group suppress each other. */
  private final int[] groups;

  private final boolean[] kept = new boolean[Candidates.MOST];

  OverlapRule(Suppression suppression, List<Label> labels) {
    this.iou = (float) suppression.iou();
    this.contained = (float) suppression.contained();
    this.groups = groups(suppression, labels);
  }

  private static int[] groups(Suppression suppression, List<Label> labels) {
    Map<String, Integer> byName = new HashMap<>();
    for (List<String> group : suppression.groups()) {
      int number = byName.size();
      group.forEach(name -> byName.put(name, number));
    }
    int[] groups = new int[labels.size()];
    for (int i = 0; i < groups.length; i++) {
      String name = labels.get(i).as().orElse("");
      groups[i] = byName.computeIfAbsent(name, n -> byName.size());
    }
    return groups;
  }

  /**
   * @param candidates sorted, the best score first
   * @return which of them stay, valid until the next call
   */
  boolean[] apply(Candidates candidates) {
    Arrays.fill(kept, 0, candidates.size(), false);
    for (int i = 0; i < candidates.size(); i++) {
      kept[i] = !givesWay(candidates, i);
    }
    return kept;
  }

  private boolean overlap(Candidates candidates, int i, int j) {
    float shared = candidates.intersection(i, j);
    float one = candidates.area(i);
    float other = candidates.area(j);
    return shared > iou * (one + other - shared) || shared > contained * Math.min(one, other);
  }

  private boolean givesWay(Candidates candidates, int i) {
    int group = groups[candidates.label[i]];
    for (int better = 0; better < i; better++) {
      if (kept[better]
          && groups[candidates.label[better]] == group
          && overlap(candidates, better, i)) {
        return true;
      }
    }
    return false;
  }
}
