package io.cityward.app.eval.images;

import io.cityward.core.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which claims of one class found which objects in one picture. */
final class Matching {

  /** AP50's: less overlap is another thing. */
  static final double LEAST_IOU = 0.5;

  /** Somebody says that something is here. */
  record Claimed(Box box, double score) {}

  private Matching() {}

  /** The best score first; each takes the free object that it overlaps most. */
  static List<AveragePrecision.Claim> match(List<Claimed> claims, List<Box> objects) {
    List<Claimed> sorted = new ArrayList<>(claims);
    sorted.sort(Comparator.comparingDouble(Claimed::score).reversed());
    List<Box> free = new ArrayList<>(objects);
    List<AveragePrecision.Claim> matched = new ArrayList<>();
    for (Claimed claim : sorted) {
      int nearest = nearest(claim.box(), free);
      if (nearest >= 0) {
        free.remove(nearest);
      }
      matched.add(new AveragePrecision.Claim(claim.score(), nearest >= 0));
    }
    return matched;
  }

  private static int nearest(Box box, List<Box> free) {
    int nearest = -1;
    double most = LEAST_IOU;
    for (int i = 0; i < free.size(); i++) {
      double iou = box.iou(free.get(i));
      if (iou >= most && (nearest < 0 || iou > most)) {
        most = iou;
        nearest = i;
      }
    }
    return nearest;
  }
}
