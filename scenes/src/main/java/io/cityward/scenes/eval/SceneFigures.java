package io.cityward.scenes.eval;

import java.util.OptionalDouble;

/**
 * How well a scene did over all clips it ran on. A figure without a denominator is empty: precision
 * of a scene that claimed nothing, for one.
 *
 * @param delaySeconds mean time from due to alerted over the events found
 * @param tro mean overlap of true and claimed time ranges over the events found, for throwing
 */
public record SceneFigures(
    int events,
    int found,
    int falseAlarms,
    int duplicates,
    double cameraHours,
    OptionalDouble delaySeconds,
    OptionalDouble tro) {

  public int missed() {
    return events - found;
  }

  /** Found of all distinct claims; duplicates count on their own. */
  public OptionalDouble precision() {
    return ratio(found, found + falseAlarms);
  }

  public OptionalDouble recall() {
    return ratio(found, events);
  }

  /** Harmonic mean of precision and recall. */
  public OptionalDouble f1() {
    return ratio(2.0 * found, 2.0 * found + falseAlarms + missed());
  }

  public OptionalDouble falseAlarmsPerCameraHour() {
    return ratio(falseAlarms, cameraHours);
  }

  private static OptionalDouble ratio(double part, double whole) {
    return whole > 0 ? OptionalDouble.of(part / whole) : OptionalDouble.empty();
  }
}
