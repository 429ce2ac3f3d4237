package io.cityward.app.pipeline;

import io.cityward.app.config.Patrol;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the patrol going, on a thread of its own ({@code patrol}); any thread may ask it. */
final class PatrolDesk implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PatrolDesk.class);
  private static final long STEP_MILLIS = 100;
  private static final long PATIENCE_SECONDS = 5;

  /** Who is later than this can see that there are too few streams. */
  private static final Duration LATE = Duration.ofSeconds(30);

  private final Rounds rounds;
  private final Clock clock;
  private boolean lateTold;
  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "patrol");
            thread.setDaemon(true);
            return thread;
          });

  PatrolDesk(int streams, Duration patience, Clock clock) {
    this.rounds = new Rounds(streams, patience);
    this.clock = clock;
  }

  void start() {
    Future<?> stepping =
        executor.scheduleWithFixedDelay(this::step, 0, STEP_MILLIS, TimeUnit.MILLISECONDS);
    if (stepping.isDone()) {
      throw new IllegalStateException("closed before the start");
    }
  }

  private void step() {
    try {
      rounds.step(clock.instant());
      tellIfLate(rounds.figures(clock));
    } catch (RuntimeException e) {
      LOG.error("a step of the patrol failed", e);
    }
  }

  private void tellIfLate(Rounds.Figures figures) {
    boolean late = figures.late().compareTo(LATE) > 0;
    if (late && !lateTold) {
      LOG.warn(
          "visits are {} late: {} cameras on patrol need more than the open streams they have",
          figures.late(),
          figures.cameras());
    }
    lateTold = late;
  }

  void add(Visited camera, Patrol patrol) {
    ask(
        () -> {
          rounds.add(camera, patrol, clock.instant());
          return null;
        });
  }

  /** Returns when the camera is disconnected. */
  void remove(String id) {
    ask(
        () -> {
          rounds.remove(id);
          return null;
        });
  }

  Rounds.Figures figures() {
    return ask(() -> rounds.figures(clock));
  }

  private <T> T ask(Callable<T> question) {
    try {
      return executor.submit(question).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the patrol", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the patrol failed", e.getCause());
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException("the patrol is over", e);
    }
  }

  /** Ends all visits. */
  @Override
  public void close() {
    if (executor.isShutdown()) {
      return;
    }
    executor.execute(rounds::end);
    executor.shutdown();
    try {
      if (!executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("a visit still ends after {} s", PATIENCE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
