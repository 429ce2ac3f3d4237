package io.cityward.inference.tensor;

import io.cityward.inference.pack.Label;
import io.cityward.inference.pack.Outputs.Head;
import io.cityward.inference.pack.Outputs.Suppression;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps the best of the boxes that a model gives one thing (greedy non-maximum suppression). */
final class OverlapRule {

  /** By label. */
  private final Group[] groups;

  private final boolean[] kept = new boolean[Candidates.MOST];

  /** Labels of one group suppress each other. */
  private static final class Group {

    private final float iou;
    private final float contained;

    Group(Suppression suppression) {
      this.iou = (float) suppression.iou();
      this.contained = (float) suppression.contained();
    }
  }

  /**
   * @param labels of all heads, head after head
   */
  OverlapRule(List<Head> heads, List<Label> labels) {
    this.groups = new Group[labels.size()];
    int first = 0;
    for (Head head : heads) {
      fill(first, head.suppression(), labels.subList(first, first + head.labels()));
      first += head.labels();
    }
  }

  private void fill(int first, Suppression suppression, List<Label> own) {
    Map<String, Group> byName = new HashMap<>();
    for (List<String> names : suppression.groups()) {
      Group group = new Group(suppression);
      names.forEach(name -> byName.put(name, group));
    }
    for (int i = 0; i < own.size(); i++) {
      String name = own.get(i).as().orElse("");
      groups[first + i] = byName.computeIfAbsent(name, n -> new Group(suppression));
    }
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

  private static boolean overlap(Group group, Candidates candidates, int i, int j) {
    float shared = candidates.intersection(i, j);
    float one = candidates.area(i);
    float other = candidates.area(j);
    return shared > group.iou * (one + other - shared)
        || shared > group.contained * Math.min(one, other);
  }

  private boolean givesWay(Candidates candidates, int i) {
    Group group = groups[candidates.label[i]];
    for (int better = 0; better < i; better++) {
      if (kept[better]
          && groups[candidates.label[better]] == group
          && overlap(group, candidates, better, i)) {
        return true;
      }
    }
    return false;
  }
}
