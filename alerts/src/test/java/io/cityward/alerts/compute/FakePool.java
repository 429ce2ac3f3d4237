package io.cityward.alerts.compute;

import io.cityward.core.CameraId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A pool of 120 CU with two algorithms, and cameras cam-1 to cam-9. */
public final class FakePool implements PoolFacts, PoolView {

  public static final String GARBAGE = "city-garbage";
  public static final String SMOKE = "smoke";
  private static final Set<String> CAMERAS =
      Set.of("cam-1", "cam-2", "cam-3", "cam-4", "cam-5", "cam-6", "cam-7", "cam-8", "cam-9");

  public volatile OptionalDouble capacity = OptionalDouble.of(120);
  public final Map<String, Double> costs = new ConcurrentHashMap<>(Map.of(GARBAGE, 2.0));
  public final Map<String, Integer> tasksOf = new ConcurrentHashMap<>();
  public volatile List<Task> tasks = List.of();
  public volatile Picture picture =
      new Picture(
          Instant.parse("2026-11-25T00:00:00Z"),
          120,
          Optional.empty(),
          "",
          List.of(new Pack(GARBAGE, "1.2.0", "416x416", 2, 41.5, 1, 2, "cpu")),
          List.of(new Department("traffic", 60, 100, 70, 75, 0, 10, 3)));

  @Override
  public OptionalDouble capacity() {
    return capacity;
  }

  @Override
  public boolean hasAlgorithm(String algorithm) {
    return algorithm.equals(GARBAGE) || algorithm.equals(SMOKE);
  }

  @Override
  public OptionalDouble cost(String algorithm) {
    Double cost = costs.get(algorithm);
    return cost == null ? OptionalDouble.empty() : OptionalDouble.of(cost);
  }

  @Override
  public boolean hasCamera(CameraId camera) {
    return CAMERAS.contains(camera.value());
  }

  @Override
  public int tasks(String department) {
    return tasksOf.getOrDefault(department, 0);
  }

  @Override
  public Picture look() {
    return picture;
  }

  @Override
  public List<Task> tasks() {
    return tasks;
  }
}
