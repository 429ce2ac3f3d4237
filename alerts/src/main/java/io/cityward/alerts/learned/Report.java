package io.cityward.alerts.learned;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a model did on decisions newer than those it was trained on.
 *
 * @param decisions all that were known
 * @param returned of them, those that came back
 * @param heldOut of them, those measured on; one that came back counts as wrong if the model says
 *     the same department, and not at all if it says another
 * @param accuracy share of the held-out decisions that it makes as they were made, 0..1
 * @param majority the same, of always the commonest department
 * @param majorityByEvent the same, of the commonest department of the event code
 * @param calibrationError mean difference of confidence and accuracy over tenths of confidence
 */
public record Report(
    int decisions,
    int returned,
    int heldOut,
    Instant heldOutFrom,
    double accuracy,
    double majority,
    double majorityByEvent,
    double calibrationError,
    List<Coverage> coverage,
    List<Confusion> confusion) {

  private static final double[] THRESHOLDS = {0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99};

  public Report {
    coverage = List.copyOf(coverage);
    confusion = List.copyOf(confusion);
  }

  /** What it would decide by itself at a threshold, and how often rightly. */
  public record Coverage(double threshold, double covered, double accuracy) {}

  /** How often it said one department where another was right; or the same one. */
  public record Confusion(String department, String proposed, int count) {}

  private record Answer(Decision decision, String said, double confidence, boolean right) {}

  static Report of(Model model, List<Decision> older, List<Decision> newer) {
    List<Answer> answers = new ArrayList<>();
    for (Decision decision : newer) {
      Model.Guess guess = model.guess(decision.features(), "");
      boolean same = guess.department().equals(decision.department());
      if (decision.right() || same) {
        answers.add(
            new Answer(decision, guess.department(), guess.confidence(), same && decision.right()));
      }
    }
    return new Report(
        older.size() + newer.size(),
        (int) wrongs(older) + (int) wrongs(newer),
        answers.size(),
        newer.isEmpty() ? Instant.EPOCH : newer.get(0).at(),
        share(answers, answers.size()),
        baseline(older, newer, decision -> ""),
        baseline(older, newer, Report::event),
        calibration(answers),
        coverage(answers),
        confusion(answers));
  }

  private static long wrongs(List<Decision> decisions) {
    return decisions.stream().filter(decision -> !decision.right()).count();
  }

  private static double share(List<Answer> answers, int of) {
    return of == 0 ? 0 : answers.stream().filter(Answer::right).count() / (double) of;
  }

  private static String event(Decision decision) {
    return decision.features().stream()
        .filter(f -> f.startsWith("event ") && !f.contains(" and "))
        .findFirst()
        .orElse("");
  }

  /** Always the department that was commonest among those of the same key, or of all. */
  private static double baseline(
      List<Decision> older,
      List<Decision> newer,
      java.util.function.Function<Decision, String> key) {
    Map<String, Map<String, Long>> counts =
        older.stream()
            .filter(Decision::right)
            .collect(
                Collectors.groupingBy(
                    key,
                    Collectors.groupingBy(
                        Decision::department, TreeMap::new, Collectors.counting())));
    Map<String, String> commonest = new HashMap<>();
    counts.forEach(
        (k, departments) ->
            commonest.put(
                k,
                departments.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse("")));
    int asked = 0;
    int right = 0;
    for (Decision decision : newer) {
      boolean same = decision.department().equals(commonest.get(key.apply(decision)));
      asked += decision.right() || same ? 1 : 0;
      right += decision.right() && same ? 1 : 0;
    }
    return asked == 0 ? 0 : right / (double) asked;
  }

  private static double calibration(List<Answer> answers) {
    Map<Integer, List<Answer>> tenths =
        answers.stream()
            .collect(Collectors.groupingBy(a -> Math.min(9, (int) (a.confidence() * 10))));
    double error = 0;
    for (List<Answer> tenth : tenths.values()) {
      double said = tenth.stream().mapToDouble(Answer::confidence).average().orElse(0);
      error += tenth.size() * Math.abs(said - share(tenth, tenth.size()));
    }
    return answers.isEmpty() ? 0 : error / answers.size();
  }

  private static List<Coverage> coverage(List<Answer> answers) {
    List<Coverage> coverage = new ArrayList<>();
    for (double threshold : THRESHOLDS) {
      List<Answer> sure = answers.stream().filter(a -> a.confidence() >= threshold).toList();
      double covered = answers.isEmpty() ? 0 : sure.size() / (double) answers.size();
      coverage.add(new Coverage(threshold, covered, share(sure, sure.size())));
    }
    return coverage;
  }

  private static List<Confusion> confusion(List<Answer> answers) {
    record Pair(String department, String said) {}

    Map<Pair, Long> counts =
        answers.stream()
            .filter(answer -> answer.decision().right())
            .collect(
                Collectors.groupingBy(
                    a -> new Pair(a.decision().department(), a.said()), Collectors.counting()));
    return counts.entrySet().stream()
        .map(
            e -> new Confusion(e.getKey().department(), e.getKey().said(), e.getValue().intValue()))
        .sorted(
            Comparator.comparing(Confusion::department)
                .thenComparing(Confusion::count, Comparator.reverseOrder())
                .thenComparing(Confusion::proposed))
        .toList();
  }
}
