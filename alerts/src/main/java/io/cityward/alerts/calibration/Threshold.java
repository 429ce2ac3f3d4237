package io.cityward.alerts.calibration;

/**
 * What would have become of judged alerts at a threshold.
 *
 * @param leastScore 0..1
 * @param judged how many reach it
 * @param confirmed how many of those were events
 * @param kept share of the events that were raised, 0..1, that would still have been
 */
public record Threshold(double leastScore, int judged, int confirmed, double kept) {

  /** One-sided, 95 %: in 19 of 20 cases the true share is at least what is told. */
  private static final double Z = 1.645;

  /** Share of those judged that were events, 0..1; 0 where nothing was judged. */
  public double precision() {
    return judged == 0 ? 0 : (double) confirmed / judged;
  }

  /**
   * What the precision is at least, by Wilson's lower bound (E. B. Wilson, 1927): far below what
   * was seen while that is little.
   */
  public double atLeast() {
    if (judged == 0) {
      return 0;
    }
    double n = judged;
    double p = precision();
    double spread = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    return Math.max(0, (p + Z * Z / (2 * n) - spread) / (1 + Z * Z / n));
  }
}
