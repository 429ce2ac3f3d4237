package io.cityward.app.compute;

import io.cityward.inference.PoolFigures;
import io.cityward.inference.TaskFigures;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** How many answers a second each task got over the last seconds. One thread writes, any reads. */
final class Rates {

  private static final int SECONDS = 10;

  private final Deque<Seen> seen = new ArrayDeque<>();
  private volatile Map<TaskKey, Double> perSecond = Map.of();

  private record Seen(long nanos, Map<TaskKey, Long> answers) {}

  /** Once a second. */
  void see(PoolFigures figures, long nanos) {
    Map<TaskKey, Long> answers = new HashMap<>();
    for (TaskFigures task : figures.tasks()) {
      answers.merge(TaskKey.of(task), task.counts().inferred() + task.counts().known(), Long::sum);
    }
    seen.add(new Seen(nanos, answers));
    if (seen.size() > SECONDS + 1) {
      seen.remove();
    }
    Seen oldest = seen.peek();
    double seconds = (nanos - oldest.nanos()) / 1e9;
    Map<TaskKey, Double> rates = new HashMap<>();
    if (seconds > 0) {
      answers.forEach(
          (task, count) -> {
            long before = oldest.answers().getOrDefault(task, 0L);
            // One that was forgotten and came back begins at 0 again.
            rates.put(task, Math.max(0, count - before) / seconds);
          });
    }
    perSecond = rates;
  }

  double of(TaskKey task) {
    return perSecond.getOrDefault(task, 0.0);
  }
}
