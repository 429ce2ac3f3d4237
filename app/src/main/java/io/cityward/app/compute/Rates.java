package io.cityward.app.compute;

import io.cityward.inference.PoolFigures;
import io.cityward.inference.TaskFigures;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * How many pictures a second each task was given over the last seconds, and how many answers it
 * got. One thread writes, any reads.
 */
final class Rates {

  private static final int SECONDS = 10;

  /** A picture may fall on either side of where the seconds begin. */
  private static final double ONE_PICTURE = 1.0 / SECONDS;

  private final Deque<Seen> seen = new ArrayDeque<>();
  private volatile Map<TaskKey, Rate> perSecond = Map.of();

  private record Seen(long nanos, Map<TaskKey, Count> counts) {}

  private record Count(long offered, long answers) {

    private static final Count NONE = new Count(0, 0);

    private static Count of(TaskFigures task) {
      return new Count(task.counts().submitted(), task.counts().inferred() + task.counts().known());
    }

    private Count and(Count other) {
      return new Count(offered + other.offered, answers + other.answers);
    }
  }

  /**
   * Of one task.
   *
   * @param whole whether it was there for all of the seconds
   */
  private record Rate(double offered, double answers, boolean whole) {

    private static final Rate NONE = new Rate(0, 0, false);
  }

  /** Once a second. */
  void see(PoolFigures figures, long nanos) {
    Map<TaskKey, Count> counts = new HashMap<>();
    for (TaskFigures task : figures.tasks()) {
      counts.merge(TaskKey.of(task), Count.of(task), Count::and);
    }
    seen.add(new Seen(nanos, counts));
    if (seen.size() > SECONDS + 1) {
      seen.remove();
    }
    Seen oldest = seen.peek();
    double seconds = (nanos - oldest.nanos()) / 1e9;
    boolean whole = seen.size() > SECONDS;
    Map<TaskKey, Rate> rates = new HashMap<>();
    if (seconds > 0) {
      counts.forEach(
          (task, count) -> {
            Count before = oldest.counts().getOrDefault(task, Count.NONE);
            // One that was forgotten and came back begins at 0 again.
            rates.put(
                task,
                new Rate(
                    Math.max(0, count.offered() - before.offered()) / seconds,
                    Math.max(0, count.answers() - before.answers()) / seconds,
                    whole && oldest.counts().containsKey(task)));
          });
    }
    perSecond = rates;
  }

  /** Answers. */
  double of(TaskKey task) {
    return perSecond.getOrDefault(task, Rate.NONE).answers();
  }

  /**
   * What a task wants: what it may look at, or what its camera gives where that is less. A camera
   * of which key frames are decoded gives few.
   *
   * @param most what it may look at
   */
  double wanted(TaskKey task, double most) {
    Rate rate = perSecond.getOrDefault(task, Rate.NONE);
    return rate.whole() && rate.offered() + ONE_PICTURE < most ? rate.offered() : most;
  }
}
