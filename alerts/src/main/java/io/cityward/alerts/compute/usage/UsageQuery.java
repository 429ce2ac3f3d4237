package io.cityward.alerts.compute.usage;

import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * A question about usage.
 *
 * @param departments empty for all, as with the other sets
 * @param from what began at this time or later
 * @param until what began before; at most 10,000 steps later
 * @param apart what rows are kept apart by, besides the time
 */
public record UsageQuery(
    Set<String> departments,
    Set<String> algorithms,
    Set<CameraId> cameras,
    Set<String> scenes,
    Instant from,
    Instant until,
    UsageStep step,
    Set<UsageDimension> apart) {

  private static final int MOST_STEPS = 10_000;

  public UsageQuery {
    departments = Set.copyOf(departments);
    algorithms = Set.copyOf(algorithms);
    cameras = Set.copyOf(cameras);
    scenes = Set.copyOf(scenes);
    apart =
        apart.isEmpty() ? Set.of() : java.util.Collections.unmodifiableSet(EnumSet.copyOf(apart));
    if (!from.isBefore(until)) {
      throw CityException.invalid("until", until, "after from, " + from);
    }
    Instant last = from.plus(step.span().multipliedBy(MOST_STEPS));
    if (until.isAfter(last)) {
      throw CityException.invalid("until", until, "at most 10,000 steps after from, " + last);
    }
  }

  /** Whether what departments had can be told beside what tasks used. */
  public boolean toldByDepartment() {
    return algorithms.isEmpty()
        && cameras.isEmpty()
        && scenes.isEmpty()
        && Set.of(UsageDimension.DEPARTMENT).containsAll(apart);
  }

  /** The same question of another time. */
  public UsageQuery between(Instant start, Instant end) {
    return new UsageQuery(departments, algorithms, cameras, scenes, start, end, step, apart);
  }
}
