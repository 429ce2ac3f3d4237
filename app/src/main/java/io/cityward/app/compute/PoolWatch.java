package io.cityward.app.compute;

import io.cityward.core.CityException;
import io.cityward.inference.DepartmentFigures;
import io.cityward.inference.PoolFigures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the pool every second, on a thread of its own ({@code pool-watch}): what tasks get, what
 * was used in each minute, and which department gets less than it wants, which is said and never
 * left to be noticed.
 */
public final class PoolWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PoolWatch.class);

  /** Answers among the pictures wanted below which a department is short. */
  private static final double ENOUGH = 0.95;

  /** A second of it is no shortage yet: pictures come in bursts. */
  private static final int SECONDS_TO_TELL = 10;

  private final Supplier<PoolFigures> pool;
  private final UsageMeter meter;
  private final Consumer<PoolFigures> listener;
  private final Clock clock;
  private final Rates rates = new Rates();
  private final Map<String, Integer> shortFor = new HashMap<>();
  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "pool-watch");
            thread.setDaemon(true);
            return thread;
          });
  private volatile PoolFigures latest;
  private Instant minute;

  /** Up to when usage was taken down. */
  private Instant closed;

  /**
   * @param listener told of the figures every second
   */
  PoolWatch(
      Supplier<PoolFigures> pool, UsageMeter meter, Consumer<PoolFigures> listener, Clock clock) {
    this.pool = pool;
    this.meter = meter;
    this.listener = listener;
    this.clock = clock;
    this.latest = pool.get();
    this.closed = clock.instant();
    this.minute = closed.truncatedTo(ChronoUnit.MINUTES);
  }

  public void start() {
    Future<?> looking = executor.scheduleAtFixedRate(this::step, 1, 1, TimeUnit.SECONDS);
    if (looking.isDone()) {
      throw new IllegalStateException("closed before the start");
    }
  }

  private void step() {
    try {
      look();
    } catch (RuntimeException e) {
      LOG.error("the pool could not be looked at", e);
    }
  }

  void look() {
    PoolFigures figures = pool.get();
    latest = figures;
    rates.see(figures, System.nanoTime());
    figures.departments().forEach(this::tellIfShort);
    listener.accept(figures);
    Instant now = clock.instant();
    if (!now.truncatedTo(ChronoUnit.MINUTES).equals(minute)) {
      closeMinute(figures, now);
    }
  }

  private void closeMinute(PoolFigures figures, Instant now) {
    // A clock that was set says nothing about how long it took.
    double seconds = Math.max(0, Math.min(60, Duration.between(closed, now).toMillis() / 1000.0));
    Instant over = minute;
    minute = now.truncatedTo(ChronoUnit.MINUTES);
    closed = now;
    meter.close(over, seconds, figures);
  }

  private void tellIfShort(DepartmentFigures department) {
    String name = department.department();
    if (department.answered() >= ENOUGH) {
      Integer before = shortFor.remove(name);
      if (before != null && before >= SECONDS_TO_TELL) {
        LOG.info("{}: gets what it wants again, after {} s", name, before);
      }
    } else if (shortFor.merge(name, 1, Integer::sum) == SECONDS_TO_TELL) {
      LOG.warn(
          "{}: {} % of its pictures are looked at; it wants {} CU, uses {} and is guaranteed {}",
          name,
          Math.round(department.answered() * 100),
          rounded(department.wanted()),
          rounded(department.used()),
          rounded(department.share().guaranteed()));
    }
  }

  private static double rounded(double units) {
    return Math.round(units * 10) / 10.0;
  }

  public PoolFigures latest() {
    return latest;
  }

  /** Answers that a task gets a second, over the last ten. */
  double answersPerSecond(TaskKey task) {
    return rates.of(task);
  }

  /** Keeps what was used in the minute that has begun. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
      closeMinute(pool.get(), clock.instant());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CityException e) {
      LOG.warn("the last minute's usage was not kept: {}", e.getMessage());
    }
  }
}
