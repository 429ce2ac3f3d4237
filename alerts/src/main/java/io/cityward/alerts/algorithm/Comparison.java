package io.cityward.alerts.algorithm;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Two versions scored on the same labelled pictures.
 *
 * @param dataSet name of the folder of pictures
 * @param result empty until it is done
 */
public record Comparison(
    long number,
    String algorithm,
    String first,
    String second,
    String dataSet,
    State state,
    String stateReason,
    Instant askedAt,
    String askedBy,
    Optional<Instant> finishedAt,
    Result result) {

  /** How far it has come. */
  public enum State {
    PENDING,
    DONE,
    FAILED
  }

  /**
   * How they did.
   *
   * @param classes those that one of them reports
   * @param firstNotReported classes of the data set that the first does not report, and which say
   *     nothing about it
   * @param secondNotReported the same of the second
   */
  public record Result(
      List<ClassComparison> classes,
      List<String> firstNotReported,
      List<String> secondNotReported) {

    public static final Result NONE = new Result(List.of(), List.of(), List.of());

    public Result {
      classes = List.copyOf(classes);
      firstNotReported = List.copyOf(firstNotReported);
      secondNotReported = List.copyOf(secondNotReported);
    }
  }

  /**
   * One class.
   *
   * @param labelled how many of them the labels name
   */
  public record ClassComparison(
      String label, int labelled, ClassQuality first, ClassQuality second) {}

  /**
   * How well a version finds a class; shares, 0..1, at an IoU of 0.5.
   *
   * @param precision at the score where F1 is best
   * @param recall there too
   */
  public record ClassQuality(double ap50, double precision, double recall) {

    public static final ClassQuality NONE = new ClassQuality(0, 0, 0);
  }

  Comparison done(Result result, Instant at) {
    return ended(State.DONE, "", result, at);
  }

  Comparison failed(String reason, Instant at) {
    return ended(State.FAILED, reason, Result.NONE, at);
  }

  private Comparison ended(State end, String reason, Result result, Instant at) {
    return new Comparison(
        number,
        algorithm,
        first,
        second,
        dataSet,
        end,
        reason,
        askedAt,
        askedBy,
        Optional.of(at),
        result);
  }
}
