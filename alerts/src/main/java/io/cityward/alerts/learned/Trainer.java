package io.cityward.alerts.learned;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Fits a {@link Model}: first on the older decisions, to measure it on the newest fifth, then on
 * all of them. A decision that came back counts as "not this department". Repeatable: the order of
 * the samples comes from a fixed seed.
 */
final class Trainer {

  static final int FEWEST_DECISIONS = 50;

  private static final double HELD_OUT = 0.2;
  private static final int ROUNDS = 30;
  private static final double STEP = 0.3;
  private static final double DECAY = 1e-4;
  private static final double MOST_SLIPS = 0.3;
  private static final int RAREST = 2;
  private static final int MOST_FEATURES = 5000;
  private static final long SEED = 20261125;

  private Trainer() {}

  /** What came of a training. */
  record Trained(Model model, Report report) {}

  /** Why these decisions are too few; empty if they are enough. */
  static String refusal(List<Decision> decisions) {
    long right = decisions.stream().filter(Decision::right).count();
    long departments =
        decisions.stream().filter(Decision::right).map(Decision::department).distinct().count();
    return right >= FEWEST_DECISIONS && departments >= 2
        ? ""
        : right
            + " decisions for "
            + departments
            + " departments (expected: at least "
            + FEWEST_DECISIONS
            + " for 2; closed orders and those that people dispatched count)";
  }

  static Trained train(List<Decision> decisions) {
    List<Decision> sorted =
        decisions.stream()
            .sorted(
                Comparator.comparing(Decision::at)
                    .thenComparing(Decision::department)
                    .thenComparing(d -> new TreeSet<>(d.features()).toString()))
            .toList();
    int split = sorted.size() - (int) (sorted.size() * HELD_OUT);
    List<Decision> older = sorted.subList(0, split);
    Model measured = calibrated(older);
    Report report = Report.of(measured, older, sorted.subList(split, sorted.size()));
    return new Trained(fit(sorted).calibrated(measured.temperature(), measured.slip()), report);
  }

  /** Fitted on all of them, its temperature and slips found on the newest fifth of them. */
  private static Model calibrated(List<Decision> decisions) {
    int split = decisions.size() - (int) (decisions.size() * HELD_OUT);
    Model first = fit(decisions.subList(0, split));
    List<Decision> newer = decisions.subList(split, decisions.size());
    Model best = first;
    double least = Double.MAX_VALUE;
    // A few decisions that all went well do not make it surer than its weights are.
    for (double temperature = 1; temperature < 5; temperature *= 1.15) {
      for (double slip = 0; slip <= MOST_SLIPS; slip += 0.02) {
        Model tried = first.calibrated(temperature, slip);
        double loss = loss(tried, newer);
        if (loss < least) {
          least = loss;
          best = tried;
        }
      }
    }
    return fit(decisions).calibrated(best.temperature(), best.slip());
  }

  private static double loss(Model model, List<Decision> decisions) {
    double loss = 0;
    for (Decision decision : decisions) {
      int k = model.departments().indexOf(decision.department());
      double chance = k < 0 ? 0 : model.chances(decision.features())[k];
      loss -= Math.log(Math.max(1e-6, decision.right() ? chance : 1 - chance));
    }
    return loss;
  }

  private static Model fit(List<Decision> decisions) {
    List<String> departments =
        decisions.stream().map(Decision::department).distinct().sorted().toList();
    Map<String, Integer> features = known(decisions);
    int n = departments.size();
    double[] bias = new double[n];
    double[] biasSquares = new double[n];
    double[][] weights = new double[features.size()][n];
    double[][] squares = new double[features.size()][n];
    List<Sample> samples = new ArrayList<>();
    for (Decision decision : decisions) {
      int[] own =
          decision.features().stream()
              .filter(features::containsKey)
              .mapToInt(features::get)
              .sorted()
              .toArray();
      samples.add(new Sample(own, departments.indexOf(decision.department()), decision.right()));
    }
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      Collections.shuffle(samples, random);
      for (Sample sample : samples) {
        double[] slope = sample.slope(bias, weights);
        step(bias, biasSquares, slope);
        for (int feature : sample.features()) {
          step(weights[feature], squares[feature], slope);
        }
      }
    }
    Map<String, double[]> byName = new TreeMap<>();
    features.forEach((name, index) -> byName.put(name, weights[index]));
    return new Model(departments, bias, byName, 1, 0);
  }

  /** AdaGrad, with weights that decay. */
  private static void step(double[] weights, double[] squares, double[] slope) {
    for (int k = 0; k < weights.length; k++) {
      double g = slope[k] + DECAY * weights[k];
      squares[k] += g * g;
      weights[k] -= STEP * g / Math.sqrt(squares[k] + 1);
    }
  }

  /**
   * The features that come often enough to mean something, the commonest, in order of their names.
   */
  private static Map<String, Integer> known(List<Decision> decisions) {
    Map<String, Long> counts =
        decisions.stream()
            .flatMap(d -> d.features().stream())
            .collect(Collectors.groupingBy(f -> f, TreeMap::new, Collectors.counting()));
    List<String> names =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() >= RAREST)
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .limit(MOST_FEATURES)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    Map<String, Integer> known = new TreeMap<>();
    names.forEach(name -> known.put(name, known.size()));
    return known;
  }

  private record Sample(int[] features, int department, boolean right) {

    /** Of the loss, by the scores of the departments. */
    double[] slope(double[] bias, double[][] weights) {
      double[] scores = bias.clone();
      for (int feature : features) {
        for (int k = 0; k < scores.length; k++) {
          scores[k] += weights[feature][k];
        }
      }
      double[] slope = Model.softmax(scores);
      double own = slope[department];
      if (right) {
        slope[department] -= 1;
        return slope;
      }
      // -log(1 - chance): the less likely it was, the less there is to learn.
      double factor = own / Math.max(1 - own, 0.05);
      double[] away = Arrays.stream(slope).map(chance -> -chance * factor).toArray();
      away[department] += factor;
      return away;
    }
  }
}
