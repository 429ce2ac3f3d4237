package io.cityward.app.eval.images;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How well the claims on one class fit its objects: the area under the curve of precision over
 * recall, all points of it, precision made falling first (as PASCAL VOC since 2010, Everingham et
 * al., "The PASCAL Visual Object Classes Challenge: A Retrospective", 2015).
 */
public final class AveragePrecision {

  /**
   * A claim, and whether it found an object that no better claim had found.
   *
   * @param score 0..1
   */
  public record Claim(double score, boolean found) {}

  /**
   * Where the harmonic mean of precision and recall is best.
   *
   * @param score claims of this score and above count
   */
  public record Best(double precision, double recall, double score) {}

  private final List<Claim> claims;
  private final int objects;

  /** How many of the first n claims found something. */
  private final int[] found;

  /**
   * @param claims over all pictures, in any order
   * @param objects how many there are to be found
   */
  public AveragePrecision(List<Claim> claims, int objects) {
    List<Claim> sorted = new ArrayList<>(claims);
    sorted.sort(Comparator.comparingDouble(Claim::score).reversed());
    this.claims = List.copyOf(sorted);
    this.objects = objects;
    this.found = new int[sorted.size() + 1];
    for (int i = 0; i < sorted.size(); i++) {
      found[i + 1] = found[i] + (sorted.get(i).found() ? 1 : 0);
    }
  }

  /** 0..1; empty when there is nothing to be found. */
  public OptionalDouble value() {
    if (objects == 0) {
      return OptionalDouble.empty();
    }
    double area = 0;
    double precision = 0;
    double foundAbove = found[claims.size()];
    // From the last claim back: the precision at a recall is the best at this recall or a higher.
    for (int end = claims.size(); end > 0; end = groupBefore(end)) {
      double hits = found[end];
      area += (foundAbove - hits) * precision;
      foundAbove = hits;
      precision = Math.max(precision, hits / end);
    }
    return OptionalDouble.of((area + foundAbove * precision) / objects);
  }

  /** Precision and recall at the score that serves both best; empty when nothing was found. */
  public Optional<Best> best() {
    Best best = null;
    double bestF1 = 0;
    for (int end = claims.size(); end > 0; end = groupBefore(end)) {
      double hits = found[end];
      double f1 = 2 * hits / (end + objects);
      if (f1 > bestF1) {
        bestF1 = f1;
        best = new Best(hits / end, hits / objects, claims.get(end - 1).score());
      }
    }
    return Optional.ofNullable(best);
  }

  /** Claims of one score stand or fall together: no order among them may change the figure. */
  private int groupBefore(int end) {
    double score = claims.get(end - 1).score();
    int begin = end - 1;
    while (begin > 0 && claims.get(begin - 1).score() == score) {
      begin--;
    }
    return begin;
  }
}
