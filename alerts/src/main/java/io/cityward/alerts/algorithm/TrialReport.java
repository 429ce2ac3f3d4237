package io.cityward.alerts.algorithm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How a trial went.
 *
 * @param problems all that was wrong; none means that it passed
 * @param millisPerPicture mean of one picture; 0 if it came to none
 * @param referenceMillis mean of one picture by the reference pack in the same process; 0 if not
 *     measured
 * @param memoryMebibytes the most that the trial's process had
 */
public record TrialReport(
    List<String> problems,
    Instant triedAt,
    Duration took,
    double millisPerPicture,
    double referenceMillis,
    long memoryMebibytes,
    List<Sample> samples) {

  /** One picture of the trial. */
  public record Sample(String picture, int detections, double millis) {}

  public TrialReport {
    problems = List.copyOf(problems);
    samples = List.copyOf(samples);
  }

  /** One that ended before it could measure anything. */
  public static TrialReport failed(String problem, Instant at, Duration took, long mebibytes) {
    return new TrialReport(List.of(problem), at, took, 0, 0, mebibytes, List.of());
  }

  public boolean ok() {
    return problems.isEmpty();
  }

  /** CU·s per inference; 0 if not known. */
  public double cost() {
    return referenceMillis > 0 ? millisPerPicture / referenceMillis : 0;
  }
}
