package io.cityward.alerts.calibration;

import io.cityward.alerts.algorithm.VersionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What verdicts say about a threshold, with the arithmetic.
 *
 * @param reason why, for a person to read
 * @param present what was raised at the present threshold
 * @param suggested only with RAISE
 * @param thresholds from the present one upwards, in steps of 0.01, where anything changes
 * @param counted what was counted
 */
public record Calibration(
    Advice advice,
    String reason,
    double targetPrecision,
    Threshold present,
    Optional<Threshold> suggested,
    List<Threshold> thresholds,
    Counted counted) {

  public Calibration {
    thresholds = List.copyOf(thresholds);
  }

  /** What there is to do. */
  public enum Advice {
    /** A higher threshold meets the target. */
    RAISE,
    /** The present one meets it. */
    MET,
    /** It meets it as far as was seen, which is too little to be sure. */
    MET_SO_FAR,
    /** Too few verdicts, or all of too few days. */
    TOO_FEW,
    /** No threshold meets it for sure. */
    NOT_REACHED
  }

  /**
   * Which verdicts were counted.
   *
   * @param days how far back was looked
   * @param judgedDays days that counted verdicts are of
   * @param unjudged alerts that nobody has judged: where operators look at some only, the rest may
   *     be otherwise
   * @param belowPresent left out: from before the threshold was raised, when more was told
   * @param otherVersions left out: found by another version of the algorithm
   * @param foundBy the version whose alerts were counted; empty where the scene sees no detections
   * @param first when the oldest was raised; empty where there is none
   */
  public record Counted(
      int days,
      int judgedDays,
      int unjudged,
      int belowPresent,
      int otherVersions,
      Optional<VersionId> foundBy,
      Optional<Instant> first,
      Optional<Instant> last) {}
}
