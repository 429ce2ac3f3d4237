package io.cityward.inference;

import io.cityward.core.CityException;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the pictures of many cameras with a fixed number of sessions, each on a thread of its
 * own ({@code inference-0}, ...). Cameras take turns; who has more pictures than turns loses the
 * older ones, never the newest.
 */
public final class InferencePool implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(InferencePool.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * A test harness once crashed while it opened a session on the usual 1 MiB, and not on 4; it
   * never did here, but the cost of room is only address space.
   */
  private static final long STACK_BYTES = 16L << 20;

  private final LaneQueue queue;
  private final Duration patience;
  private final List<Thread> threads = new ArrayList<>();

  /**
   * @param sessions how many pictures are looked at at a time; one per core is a good number
   */
  public InferencePool(int sessions, Engines engines, InferenceMetrics metrics) {
    this(sessions, engines, metrics, PATIENCE);
  }

  InferencePool(int sessions, Engines engines, InferenceMetrics metrics, Duration patience) {
    if (sessions < 1) {
      throw CityException.invalid("sessions", sessions, "at least 1");
    }
    this.queue = new LaneQueue(metrics);
    this.patience = patience;
    for (int i = 0; i < sessions; i++) {
      Worker worker = new Worker(queue, engines, metrics);
      Thread thread = new Thread(null, worker, "inference-" + i, STACK_BYTES);
      thread.setDaemon(true);
      threads.add(thread);
    }
  }

  /** Starts the sessions; models are loaded when their first pictures come. */
  public void start() {
    threads.forEach(Thread::start);
  }

  /**
   * Opens a lane, before or after the start.
   *
   * @param name for logs, such as the camera's id
   * @param size one that the pack takes
   * @throws CityException if the pack does not take the size
   */
  public Lane lane(String name, ModelPack pack, InputSize size) {
    pack.check(size);
    return queue.open(name, new Workload(pack, size));
  }

  /**
   * Drops what waits, lets each session finish its picture, and unloads the models. Returns after
   * five seconds even if a model does not come back; its thread then ends by itself.
   */
  @Override
  public void close() {
    queue.close();
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      for (Thread thread : threads) {
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
        if (thread.isAlive()) {
          log.warn("{} is still at its picture after {}", thread.getName(), patience);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
