package io.cityward.alerts.learned;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Softmax regression over features that are there or not. Never changes; safe for any number of
 * threads.
 *
 * @param departments the classes, by their ids
 * @param bias one per department
 * @param weights by feature, one per department
 * @param temperature by which scores are divided, so that confidence is what it comes to
 * @param slip share of decisions that go anywhere, whatever speaks for them
 */
record Model(
    List<String> departments,
    double[] bias,
    Map<String, double[]> weights,
    double temperature,
    double slip) {

  private static final int REASONS = 3;

  Model {
    departments = List.copyOf(departments);
    bias = bias.clone();
    weights = new TreeMap<>(weights);
  }

  /** A department and how sure the model is. */
  record Guess(String department, double confidence, List<String> reasons) {}

  /** Chances of the departments, 0..1, which add up to 1. */
  double[] chances(Collection<String> features) {
    double[] scores = bias.clone();
    for (String feature : features) {
      double[] weight = weights.get(feature);
      for (int k = 0; weight != null && k < scores.length; k++) {
        scores[k] += weight[k];
      }
    }
    for (int k = 0; k < scores.length; k++) {
      scores[k] /= temperature;
    }
    double[] chances = softmax(scores);
    for (int k = 0; k < chances.length; k++) {
      chances[k] = (1 - slip) * chances[k] + slip / chances.length;
    }
    return chances;
  }

  /**
   * The likeliest department.
   *
   * @param without one that is known to be wrong; empty for none
   */
  Guess guess(Collection<String> features, String without) {
    double[] chances = chances(features);
    int wrong = departments.indexOf(without);
    if (wrong >= 0) {
      double left = Math.max(1 - chances[wrong], 1e-9);
      chances[wrong] = 0;
      for (int k = 0; k < chances.length; k++) {
        chances[k] = Math.min(1, chances[k] / left);
      }
    }
    int best = 0;
    for (int k = 1; k < chances.length; k++) {
      best = chances[k] > chances[best] ? k : best;
    }
    return new Guess(departments.get(best), chances[best], reasons(features, best));
  }

  /** What speaks for a department more than for the others on average. */
  private List<String> reasons(Collection<String> features, int department) {
    record Reason(String feature, double weight) {}

    List<Reason> reasons = new ArrayList<>();
    for (String feature : features) {
      double[] weight = weights.get(feature);
      if (weight != null) {
        double more = weight[department] - Arrays.stream(weight).average().orElse(0);
        reasons.add(new Reason(feature, more));
      }
    }
    return reasons.stream()
        .filter(reason -> reason.weight() > 0.05)
        .sorted(
            Comparator.comparingDouble(Reason::weight).reversed().thenComparing(Reason::feature))
        .limit(REASONS)
        .map(reason -> String.format(Locale.ROOT, "%s +%.1f", reason.feature(), reason.weight()))
        .toList();
  }

  static double[] softmax(double[] scores) {
    double most = Arrays.stream(scores).max().orElse(0);
    double[] chances = new double[scores.length];
    double sum = 0;
    for (int k = 0; k < scores.length; k++) {
      chances[k] = Math.exp(scores[k] - most);
      sum += chances[k];
    }
    for (int k = 0; k < scores.length; k++) {
      chances[k] /= sum;
    }
    return chances;
  }

  Model calibrated(double cooled, double slips) {
    return new Model(departments, bias, weights, cooled, slips);
  }
}
