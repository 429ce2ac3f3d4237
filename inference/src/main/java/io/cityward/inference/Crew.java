package io.cityward.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of the pool: workers, and one that watches their time. A worker that does not come
 * back is replaced, so that others' pictures go on; as many as there are sessions may be gone at a
 * time. For many threads.
 */
final class Crew {

  private static final Logger log = LoggerFactory.getLogger(Crew.class);

  /**
   * A test harness once crashed while it opened a session on the usual 1 MiB, and not on 4; it
   * never did here, but the cost of room is only address space.
   */
  private static final long STACK_BYTES = 16L << 20;

  /** A run may take so many times what was measured: a busy machine is not a broken model. */
  private static final int MOST_TIMES_MEASURED = 10;

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final PoolSettings settings;
  private final LaneQueue queue;
  private final Shelves shelves;
  private final InferenceMetrics metrics;
  private final LongSupplier nanos;

  // Guarded by this.
  private final List<Member> members = new ArrayList<>();
  private final Set<Worker> lost = new HashSet<>();
  private int hired;
  private boolean closed;

  private record Member(Worker worker, Thread thread) {}

  Crew(
      PoolSettings settings,
      LaneQueue queue,
      Shelves shelves,
      InferenceMetrics metrics,
      LongSupplier nanos) {
    this.settings = settings;
    this.queue = queue;
    this.shelves = shelves;
    this.metrics = metrics;
    this.nanos = nanos;
  }

  synchronized void start() {
    if (hired > 0 || closed) {
      return;
    }
    for (int i = 0; i < settings.sessions(); i++) {
      hire(null);
    }
    Thread watch = new Thread(this::watch, "inference-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private void hire(Run inherited) {
    Worker worker = new Worker(this, queue, metrics, nanos, inherited);
    Thread thread = new Thread(null, worker, "inference-" + hired++, STACK_BYTES);
    thread.setDaemon(true);
    members.add(new Member(worker, thread));
    thread.start();
  }

  /** How long a run may take, in nanoseconds. */
  long limit(Shelf shelf, int pictures) {
    double measured = shelf.measuredSeconds() * 1e9 * pictures;
    return Math.max(settings.timeLimit().toNanos(), (long) (MOST_TIMES_MEASURED * measured));
  }

  /** After a turn. */
  void tidy() {
    shelves.tidy();
  }

  /** A worker's thread ends. */
  synchronized void left(Worker worker) {
    members.removeIf(member -> member.worker() == worker);
    lost.remove(worker);
  }

  synchronized int lost() {
    return lost.size();
  }

  private void watch() {
    long second = nanos.getAsLong();
    while (pause()) {
      long now = nanos.getAsLong();
      try {
        workers().forEach(worker -> check(worker, now));
        if (now - second >= SECOND) {
          second = now;
          queue.closeSecond();
        }
      } catch (RuntimeException | Error e) {
        // Error too: as long as there are pictures, somebody watches the time.
        log.error("the workers' time could not be checked", e);
      }
    }
  }

  /** False once closed. */
  private synchronized boolean pause() {
    try {
      if (!closed) {
        wait(Math.max(5, Math.min(250, settings.timeLimit().toMillis() / 10)));
      }
      return !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized List<Worker> workers() {
    return members.stream().map(Member::worker).toList();
  }

  private void check(Worker worker, long now) {
    Run run = worker.atWork();
    if (run == null) {
      return;
    }
    if (run.cancelIfOver(now)) {
      metrics.ranTooLong();
    }
    if (run.isLost(now)) {
      replace(worker, run);
    }
  }

  private synchronized void replace(Worker worker, Run run) {
    if (lost.size() >= settings.sessions() || !run.giveUp()) {
      return;
    }
    log.error(
        "{}; it does not come back, another thread does its work", run.tooLong().getMessage());
    run.shelf.stuck(1);
    run.shelf.rest(run.tooLong());
    lost.add(worker);
    metrics.lostWorker();
    hire(run);
  }

  /** Waits until the workers are gone, for a while. */
  void close(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    List<Member> leaving;
    synchronized (this) {
      leaving = List.copyOf(members);
    }
    try {
      for (Member member : leaving) {
        TimeUnit.NANOSECONDS.timedJoin(member.thread(), Math.max(1, deadline - System.nanoTime()));
        if (member.thread().isAlive()) {
          log.warn("{} is still at its picture after {}", member.thread().getName(), patience);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      closed = true;
      notifyAll();
    }
  }
}
