package io.cityward.alerts.algorithm;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Two versions scored on the same labelled pictures.
 *
 * @param dataSet name of the folder of pictures
 * @param classes empty until it is done
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
    List<ClassComparison> classes) {

  /** How far it has come. */
  public enum State {
    PENDING,
    DONE,
    FAILED
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

  public Comparison {
    classes = List.copyOf(classes);
  }

  Comparison done(List<ClassComparison> result, Instant at) {
    return ended(State.DONE, "", result, at);
  }

  Comparison failed(String reason, Instant at) {
    return ended(State.FAILED, reason, List.of(), at);
  }

  private Comparison ended(State end, String reason, List<ClassComparison> result, Instant at) {
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
