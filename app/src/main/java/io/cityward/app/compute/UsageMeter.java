package io.cityward.app.compute;

import io.cityward.alerts.compute.usage.Frames;
import io.cityward.alerts.compute.usage.ShareRow;
import io.cityward.alerts.compute.usage.UsageRow;
import io.cityward.core.CityException;
import io.cityward.inference.Counts;
import io.cityward.inference.DepartmentFigures;
import io.cityward.inference.DropReason;
import io.cityward.inference.PoolFigures;
import io.cityward.inference.TaskFigures;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes rows of a minute each out of counters that only grow. Minutes that could not be kept wait
 * for the next try. One thread.
 */
final class UsageMeter {

  private static final Logger LOG = LoggerFactory.getLogger(UsageMeter.class);

  /** A center that is away for longer loses the oldest of them. */
  static final int MOST_WAITING = 24 * 60;

  private final String worker;
  private final UsageSink sink;
  private final Deque<Minute> waiting = new ArrayDeque<>();
  private Map<TaskKey, TaskFigures> tasksBefore = new HashMap<>();
  private Map<String, DepartmentFigures> departmentsBefore = new HashMap<>();
  private long lost;

  private record Minute(List<UsageRow> tasks, List<ShareRow> departments) {}

  /**
   * @param worker unique to this run of the process
   */
  UsageMeter(String worker, UsageSink sink) {
    this.worker = worker;
    this.sink = sink;
  }

  /**
   * Closes a minute: what was counted since the last one belongs to it.
   *
   * @param seconds of it that were looked at; less than 60 where it began or ended with the process
   */
  void close(Instant minute, double seconds, PoolFigures figures) {
    Instant start = minute.truncatedTo(ChronoUnit.MINUTES);
    Minute closed = new Minute(tasks(start, figures), departments(start, seconds, figures));
    if (!closed.tasks().isEmpty() || !closed.departments().isEmpty()) {
      waiting.add(closed);
    }
    if (waiting.size() > MOST_WAITING) {
      waiting.remove();
      lost++;
    }
    send();
  }

  private void send() {
    try {
      while (!waiting.isEmpty()) {
        sink.keep(waiting.peek().tasks(), waiting.peek().departments());
        waiting.remove();
      }
    } catch (CityException e) {
      LOG.warn("usage of {} minutes waits, {} were lost: {}", waiting.size(), lost, e.getMessage());
    }
  }

  private List<UsageRow> tasks(Instant minute, PoolFigures figures) {
    List<UsageRow> rows = new ArrayList<>();
    Map<TaskKey, TaskFigures> now = new HashMap<>();
    for (TaskFigures task : figures.tasks()) {
      TaskKey key = TaskKey.of(task);
      now.put(key, task);
      Frames frames = since(tasksBefore.get(key), task);
      if (!frames.equals(Frames.NONE)) {
        rows.add(
            new UsageRow(
                minute,
                worker,
                key.department(),
                key.algorithm(),
                key.version(),
                key.camera(),
                key.scene(),
                frames));
      }
    }
    tasksBefore = now;
    return rows;
  }

  /** A task that was forgotten and came back begins at 0 again. */
  private static Frames since(TaskFigures before, TaskFigures now) {
    boolean anew = before == null || now.counts().submitted() < before.counts().submitted();
    Frames total = frames(now);
    return anew ? total : minus(total, frames(before));
  }

  private static Frames frames(TaskFigures task) {
    Counts counts = task.counts();
    long replaced = counts.dropped().getOrDefault(DropReason.REPLACED, 0L);
    long late = counts.dropped().getOrDefault(DropReason.TOO_LATE, 0L);
    return new Frames(
        task.used(),
        counts.submitted(),
        counts.inferred(),
        counts.known(),
        replaced,
        late,
        counts.failed(),
        counts.droppedInAll() - replaced - late);
  }

  private static Frames minus(Frames now, Frames before) {
    return new Frames(
        now.cuSeconds() - before.cuSeconds(),
        now.wanted() - before.wanted(),
        now.inferred() - before.inferred(),
        now.answeredWithout() - before.answeredWithout(),
        now.replaced() - before.replaced(),
        now.tooLate() - before.tooLate(),
        now.failed() - before.failed(),
        now.other() - before.other());
  }

  private List<ShareRow> departments(Instant minute, double seconds, PoolFigures figures) {
    List<ShareRow> rows = new ArrayList<>();
    Map<String, DepartmentFigures> now = new HashMap<>();
    for (DepartmentFigures department : figures.departments()) {
      now.put(department.department(), department);
      DepartmentFigures before = departmentsBefore.get(department.department());
      rows.add(
          new ShareRow(
              minute,
              worker,
              department.department(),
              new ShareRow.Shares(
                  department.share().guaranteed() * seconds,
                  department.usedInAll() - (before == null ? 0 : before.usedInAll()),
                  department.lentInAll() - (before == null ? 0 : before.lentInAll()),
                  department.borrowedInAll() - (before == null ? 0 : before.borrowedInAll()))));
    }
    departmentsBefore = now;
    return rows;
  }
}
