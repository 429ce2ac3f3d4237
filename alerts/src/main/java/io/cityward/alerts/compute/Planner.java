package io.cityward.alerts.compute;

import io.cityward.core.CityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an amount of compute buys, and what a number of cameras needs. On a schedule a camera needs
 * as much while it is watched as one that is watched continuously.
 */
public final class Planner {

  /** Of cameras whose key frames are looked at. */
  public static final double KEY_FRAMES_PER_SECOND = 0.5;

  /** 3.9999999 cameras are four. */
  private static final double ROUNDING = 1e-6;

  private final double perCamera;
  private final Patrol patrol;

  private Planner(double perCamera, Patrol patrol) {
    this.perCamera = perCamera;
    this.patrol = patrol;
  }

  /**
   * What a camera runs.
   *
   * @param cost CU·s per inference
   */
  public record Scene(String algorithm, double framesPerSecond, double cost) {}

  /** Visits of a length, every so often. */
  public record Patrol(Duration every, Duration stay) {

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofDays(1);
    // After the bounds that it is held to.
    public static final Patrol USUAL = new Patrol(Duration.ofMinutes(15), Duration.ofSeconds(30));

    public Patrol {
      if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
        throw CityException.invalid("every", every, SHORTEST + " to " + LONGEST);
      }
      if (stay.compareTo(Duration.ofSeconds(1)) < 0 || stay.compareTo(every) > 0) {
        throw CityException.invalid("stay", stay, "1 s to every, " + every);
      }
    }

    /** The share of the time in which a camera is looked at. */
    double duty() {
      return (double) stay.toMillis() / every.toMillis();
    }
  }

  /**
   * The answer.
   *
   * @param computeUnits given, or what the cameras need when watched continuously
   * @param camerasContinuously how many at most, or how many were given
   */
  public record Plan(
      String words,
      double computeUnits,
      double perCamera,
      int camerasContinuously,
      int camerasOnPatrol,
      double computeUnitsOnPatrol) {}

  /**
   * A plan for cameras that all run the same.
   *
   * @param scenes those of one algorithm share its inferences: the one that wants most frames
   *     decides
   */
  public static Planner of(List<Scene> scenes, Patrol patrol) {
    Map<String, Double> byAlgorithm = new TreeMap<>();
    for (Scene scene : scenes) {
      byAlgorithm.merge(scene.algorithm(), scene.framesPerSecond() * scene.cost(), Math::max);
    }
    double perCamera = byAlgorithm.values().stream().mapToDouble(Double::doubleValue).sum();
    if (!(perCamera > 0)) {
      throw CityException.invalid("scenes", scenes.size(), "at least one that costs something");
    }
    return new Planner(perCamera, patrol);
  }

  /** How many cameras so much compute is enough for. */
  public Plan camerasFor(double computeUnits) {
    int continuously = whole(computeUnits / perCamera);
    int onPatrol = whole(computeUnits / (perCamera * patrol.duty()));
    String words =
        Amounts.text(computeUnits)
            + " CU: "
            + Amounts.count(continuously, "camera")
            + " continuously, or "
            + Amounts.count(onPatrol)
            + visited();
    return new Plan(words, computeUnits, perCamera, continuously, onPatrol, computeUnits);
  }

  /** How much compute so many cameras need. */
  public Plan computeFor(int cameras) {
    double continuously = cameras * perCamera;
    double onPatrol = continuously * patrol.duty();
    String words =
        Amounts.count(cameras, "camera")
            + ": "
            + Amounts.text(continuously)
            + " CU continuously, or "
            + Amounts.text(onPatrol)
            + " CU"
            + visited();
    return new Plan(words, continuously, perCamera, cameras, cameras, onPatrol);
  }

  private String visited() {
    return " visited every " + span(patrol.every()) + " for " + span(patrol.stay());
  }

  private static int whole(double cameras) {
    return (int) Math.min(Integer.MAX_VALUE, Math.floor(cameras + ROUNDING));
  }

  private static String span(Duration span) {
    long seconds = span.toSeconds();
    if (seconds % 3600 == 0) {
      return Amounts.count(seconds / 3600, "hour");
    }
    return seconds % 60 == 0
        ? Amounts.count(seconds / 60, "minute")
        : Amounts.count(seconds, "second");
  }
}
