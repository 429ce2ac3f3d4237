package io.cityward.alerts.calibration;

import io.cityward.core.settings.Section;

/**
 * What a suggestion aims at, and what it takes to make one.
 *
 * @param targetPrecision share of the alerts that shall be events
 * @param days how far back verdicts count
 * @param leastVerdicts below, nothing is suggested
 * @param leastDays days with verdicts, below which nothing is suggested: an afternoon's are of one
 *     and the same light and traffic
 */
public record CalibrationSettings(
    double targetPrecision, int days, int leastVerdicts, int leastDays) {

  public static final CalibrationSettings DEFAULT = new CalibrationSettings(0.9, 30, 30, 3);

  public static final double LEAST_TARGET = 0.5;
  public static final double MOST_TARGET = 0.99;
  public static final int MOST_DAYS = 366;

  /** Reads the keys {@code targetPrecision, days, leastVerdicts, leastDays}. */
  public static CalibrationSettings read(Section section) {
    return new CalibrationSettings(
        section.number("targetPrecision", LEAST_TARGET, MOST_TARGET, DEFAULT.targetPrecision),
        section.whole("days", 1, MOST_DAYS, DEFAULT.days),
        section.whole("leastVerdicts", 10, 10_000, DEFAULT.leastVerdicts),
        section.whole("leastDays", 1, 60, DEFAULT.leastDays));
  }

  /** The same, for another target and another time. */
  public CalibrationSettings aimingAt(double precision, int span) {
    return new CalibrationSettings(precision, span, leastVerdicts, leastDays);
  }
}
