package io.cityward.inference;

/**
 * How many pictures a second a lane is offered, over the last ten: a camera of which key frames are
 * decoded, or that is visited now and then, gives fewer than its tasks would look at. Guarded by
 * the queue.
 */
final class Offered {

  /** Key frames come every few seconds. */
  static final int SECONDS = 10;

  private final double[] totals = new double[SECONDS + 1];
  private final double[] times = new double[SECONDS + 1];
  private long seen;

  /**
   * Once a second.
   *
   * @param total pictures so far
   */
  void see(double total, double now) {
    int place = (int) (seen++ % totals.length);
    totals[place] = total;
    times[place] = now;
  }

  /**
   * What it wants of the pool.
   *
   * @param most pictures a second that its tasks look at; told as long as nothing else is known
   */
  double perSecond(double most) {
    if (seen < totals.length) {
      return most;
    }
    int oldest = (int) (seen % totals.length);
    int newest = (int) ((seen - 1) % totals.length);
    double seconds = times[newest] - times[oldest];
    return seconds > 0 ? Math.min(most, (totals[newest] - totals[oldest]) / seconds) : most;
  }
}
