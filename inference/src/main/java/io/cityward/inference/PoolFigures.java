package io.cityward.inference;

import java.time.Duration;
import java.util.List;

/**
 * How the pool does, at one moment. All counters only grow, so that several readers may each take
 * differences at their own pace.
 *
 * @param sessions how many runs there are at a time
 * @param capacity in CU; 0 as long as nothing was measured
 * @param reference the pack that the compute unit comes from; empty as long as nothing was measured
 * @param referenceMillis what it takes for a picture
 * @param stuck threads whose run does not come back; others do their work
 */
public record PoolFigures(
    int sessions,
    double capacity,
    String reference,
    double referenceMillis,
    int stuck,
    List<WorkloadFigures> workloads,
    List<DepartmentFigures> departments,
    List<TaskFigures> tasks,
    List<LaneFigures> lanes) {

  /** How long a task without lanes stays in the figures; who reads each minute misses nothing. */
  public static final Duration KEPT = Duration.ofMinutes(5);

  public PoolFigures {
    workloads = List.copyOf(workloads);
    departments = List.copyOf(departments);
    tasks = List.copyOf(tasks);
    lanes = List.copyOf(lanes);
  }
}
