package io.cityward.scenes.tracking;

/**
 * One coordinate that goes on at its speed: a Kalman filter of constant velocity whose process
 * noise is an acceleration at random (Bar-Shalom et al., Estimation with Applications to Tracking,
 * 2001, 6.2.2), so that its doubt grows with the time between two looks and not with their number.
 * Centre, size and shape of a box do not depend on each other in it: ByteTrack's filter of eight
 * states, with the diagonal noise that it has, is four of these.
 */
final class Axis {

  private final double startSpeedVariance;
  private final double acceleration;
  private double at;
  private double speed;
  private double atVariance;
  private double both;
  private double speedVariance;
  private double next;
  private double nextVariance;

  /**
   * @param startSpeed standard deviation of the speed of what is seen for the first time, per
   *     second
   * @param acceleration spectral density of the accelerations, in squares of the unit per second
   *     cubed
   */
  Axis(double startSpeed, double acceleration) {
    this.startSpeedVariance = startSpeed * startSpeed;
    this.acceleration = acceleration;
  }

  void start(double measured, double noise) {
    at = measured;
    speed = 0;
    atVariance = noise * noise;
    both = 0;
    speedVariance = startSpeedVariance;
    next = at;
    nextVariance = atVariance;
  }

  /**
   * Looks ahead; what it was last told stays as it is until {@link #update}.
   *
   * @param seconds since the last update
   * @param goes whether it goes on at its speed, or stands
   * @param unit how much a unit of the noise is here
   */
  void predict(double seconds, boolean goes, double unit) {
    next = goes ? at + speed * seconds : at;
    nextVariance = varianceIn(seconds, acceleration * unit * unit);
  }

  /**
   * Takes what was seen.
   *
   * @param seconds since the last update
   * @param unit how much a unit of the noise is here
   * @param noise standard deviation of what is measured
   */
  void update(double measured, double seconds, double unit, double noise) {
    double q = acceleration * unit * unit;
    double predicted = at + speed * seconds;
    double p = varianceIn(seconds, q);
    double c = both + seconds * speedVariance + q * seconds * seconds / 2;
    double v = speedVariance + q * seconds;
    double sum = p + noise * noise;
    double off = measured - predicted;
    at = predicted + p / sum * off;
    speed += c / sum * off;
    atVariance = p - p * p / sum;
    both = c - c * p / sum;
    speedVariance = v - c * c / sum;
    next = at;
    nextVariance = atVariance;
  }

  private double varianceIn(double seconds, double q) {
    double square = seconds * seconds;
    return atVariance + 2 * seconds * both + square * speedVariance + q * square * seconds / 3;
  }

  /** Where it is by the last prediction or update. */
  double next() {
    return next;
  }

  /** How sure that is. */
  double nextVariance() {
    return nextVariance;
  }
}
