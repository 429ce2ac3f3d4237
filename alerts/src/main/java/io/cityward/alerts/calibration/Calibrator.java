package io.cityward.alerts.calibration;

import io.cityward.alerts.algorithm.VersionId;
import io.cityward.alerts.calibration.Calibration.Advice;
import io.cityward.alerts.calibration.Calibration.Counted;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the least score from which on a scene is right often enough. Only what was raised has been
 * judged, so that nothing is known of a lower threshold than the present one: it can be advised to
 * go up, never down.
 */
final class Calibrator {

  private static final int STEPS = 100;

  private final CalibrationSettings settings;
  private final ZoneId zone;

  /**
   * @param zone in which days begin
   */
  Calibrator(CalibrationSettings settings, ZoneId zone) {
    this.settings = settings;
    this.zone = zone;
  }

  /**
   * Advises.
   *
   * @param newestFirst all verdicts of one scene at one camera
   * @param unjudged how many of its alerts have none
   * @param present the threshold as it is
   */
  Calibration of(List<JudgedScore> newestFirst, int unjudged, double present) {
    Optional<VersionId> version = newestFirst.stream().findFirst().flatMap(JudgedScore::foundBy);
    List<JudgedScore> same =
        newestFirst.stream().filter(one -> one.foundBy().equals(version)).toList();
    List<JudgedScore> raised = same.stream().filter(one -> one.score() >= present).toList();
    Counted counted =
        new Counted(
            settings.days(),
            (int)
                raised.stream()
                    .map(one -> one.raisedAt().atZone(zone).toLocalDate())
                    .distinct()
                    .count(),
            unjudged,
            same.size() - raised.size(),
            newestFirst.size() - same.size(),
            version,
            times(raised).stream().findFirst(),
            times(raised).stream().reduce((first, last) -> last));
    return advise(thresholds(raised, present), counted);
  }

  private static List<Instant> times(List<JudgedScore> raised) {
    return raised.stream().map(JudgedScore::raisedAt).sorted().toList();
  }

  /** The present one first, then each hundredth that fewer reach. */
  private static List<Threshold> thresholds(List<JudgedScore> raised, double present) {
    int[] judged = new int[STEPS + 2];
    int[] confirmed = new int[STEPS + 2];
    for (JudgedScore one : raised) {
      int step = step(one.score());
      judged[step]++;
      confirmed[step] += one.confirmed() ? 1 : 0;
    }
    for (int step = STEPS - 1; step >= 0; step--) {
      judged[step] += judged[step + 1];
      confirmed[step] += confirmed[step + 1];
    }
    double events = confirmed[0];
    List<Threshold> all = new ArrayList<>();
    all.add(new Threshold(present, judged[0], confirmed[0], events == 0 ? 0 : 1));
    for (int step = step(present) + 1; step <= STEPS && judged[step] > 0; step++) {
      if (judged[step] < all.get(all.size() - 1).judged()) {
        double kept = events == 0 ? 0 : confirmed[step] / events;
        all.add(new Threshold(step / (double) STEPS, judged[step], confirmed[step], kept));
      }
    }
    return all;
  }

  /** The highest step that a score reaches; by division, as thresholds are read. */
  private static int step(double score) {
    int step = (int) Math.max(0, Math.min(STEPS, Math.round(score * STEPS)));
    return step > 0 && step / (double) STEPS > score ? step - 1 : step;
  }

  private Calibration advise(List<Threshold> thresholds, Counted counted) {
    Threshold present = thresholds.get(0);
    double target = settings.targetPrecision();
    if (present.judged() < settings.leastVerdicts()) {
      return answer(
          Advice.TOO_FEW,
          "verdicts: %d in %d days (expected: at least %d)"
              .formatted(present.judged(), settings.days(), settings.leastVerdicts()),
          thresholds,
          counted);
    }
    if (counted.judgedDays() < settings.leastDays()) {
      return answer(
          Advice.TOO_FEW,
          "verdicts: of %d different days (expected: at least %d)"
              .formatted(counted.judgedDays(), settings.leastDays()),
          thresholds,
          counted);
    }
    if (present.atLeast() >= target) {
      return answer(Advice.MET, words(present) + ": met as it is", thresholds, counted);
    }
    if (present.precision() >= target) {
      return answer(
          Advice.MET_SO_FAR,
          words(present) + ": met as far as was seen, too little to be sure",
          thresholds,
          counted);
    }
    return thresholds.stream()
        .filter(one -> one.atLeast() >= target)
        .findFirst()
        .map(one -> answer(Advice.RAISE, words(one), Optional.of(one), thresholds, counted))
        .orElseGet(() -> answer(Advice.NOT_REACHED, nearest(thresholds), thresholds, counted));
  }

  private String nearest(List<Threshold> thresholds) {
    Threshold best =
        thresholds.stream().max(Comparator.comparing(Threshold::atLeast)).orElseThrow();
    return "no threshold is sure to meet it; nearest, " + words(best);
  }

  private String words(Threshold one) {
    return String.format(
        Locale.ROOT,
        "from %.2f on %d of %d are events, %.3f, surely at least %.3f (wanted: %.2f),"
            + " %.0f %% of the events kept",
        one.leastScore(),
        one.confirmed(),
        one.judged(),
        one.precision(),
        one.atLeast(),
        settings.targetPrecision(),
        100 * one.kept());
  }

  private Calibration answer(
      Advice advice, String reason, List<Threshold> thresholds, Counted counted) {
    return answer(advice, reason, Optional.empty(), thresholds, counted);
  }

  private Calibration answer(
      Advice advice,
      String reason,
      Optional<Threshold> suggested,
      List<Threshold> thresholds,
      Counted counted) {
    return new Calibration(
        advice,
        reason,
        settings.targetPrecision(),
        thresholds.get(0),
        suggested,
        thresholds,
        counted);
  }
}
