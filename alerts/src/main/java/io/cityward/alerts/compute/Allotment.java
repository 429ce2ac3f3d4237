package io.cityward.alerts.compute;

import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.core.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is applied for and granted. */
public sealed interface Allotment {

  /**
   * Compute.
   *
   * @param guaranteed CU that are there whenever they are wanted; may be 0
   * @param ceiling CU, the most when others leave something; at least {@code guaranteed}
   * @param priority 1 to 10; who has more is lent to first
   */
  record Compute(double guaranteed, double ceiling, int priority) implements Allotment {

    private static final double MOST = 1_000_000;
    private static final int HIGHEST = 10;

    public Compute {
      List<Problem> problems = new ArrayList<>();
      if (!(guaranteed >= 0 && guaranteed <= MOST)) {
        problems.add(Problem.of("guaranteed", guaranteed, "0 to 1000000 CU"));
      }
      if (!(ceiling > 0 && ceiling <= MOST)) {
        problems.add(Problem.of("ceiling", ceiling, "more than 0, to 1000000 CU"));
      } else if (ceiling < guaranteed) {
        problems.add(Problem.of("ceiling", ceiling, "at least guaranteed, " + guaranteed));
      }
      if (priority < 1 || priority > HIGHEST) {
        problems.add(Problem.of("priority", priority, "1 to " + HIGHEST));
      }
      if (!problems.isEmpty()) {
        throw CityException.invalid(problems);
      }
    }
  }

  /**
   * The right to run an algorithm.
   *
   * @param cameras in the order of their ids
   * @param framesPerSecond of each camera
   */
  record Algorithm(String algorithm, SortedSet<CameraId> cameras, double framesPerSecond)
      implements Allotment {

    private static final int MOST_CAMERAS = 500;
    private static final double SLOWEST = 0.01;
    private static final double FASTEST = 60;

    public Algorithm {
      SortedSet<CameraId> sorted = new TreeSet<>(ById.ORDER);
      sorted.addAll(cameras);
      cameras = java.util.Collections.unmodifiableSortedSet(sorted);
      List<Problem> problems = new ArrayList<>();
      if (!algorithm.matches("[a-z0-9][a-z0-9-]{0,62}")) {
        problems.add(
            Problem.of(
                "algorithm",
                algorithm.length() + " characters",
                "1 to 63 of a-z, 0-9 and '-', not starting with '-'"));
      }
      if (cameras.isEmpty() || cameras.size() > MOST_CAMERAS) {
        problems.add(Problem.of("camera_ids", cameras.size() + " cameras", "1 to " + MOST_CAMERAS));
      }
      if (!(framesPerSecond >= SLOWEST && framesPerSecond <= FASTEST)) {
        problems.add(
            Problem.of("frames_per_second", framesPerSecond, SLOWEST + " to " + (int) FASTEST));
      }
      if (!problems.isEmpty()) {
        throw CityException.invalid(problems);
      }
    }

    public static Algorithm of(
        String algorithm, Collection<CameraId> cameras, double framesPerSecond) {
      SortedSet<CameraId> sorted = new TreeSet<>(ById.ORDER);
      sorted.addAll(cameras);
      return new Algorithm(algorithm, sorted, framesPerSecond);
    }

    /**
     * @param cost CU·s per inference
     * @return CU that all of it takes
     */
    public double computeUnits(double cost) {
      return cameras.size() * framesPerSecond * cost;
    }

    public String cameraIds() {
      return cameras.stream().map(CameraId::value).collect(Collectors.joining(","));
    }
  }
}
