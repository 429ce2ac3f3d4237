package io.cityward.alerts.book;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends, now and then, the alerts that nothing more is heard of. One thread, {@code silence}. */
public final class SilenceWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SilenceWatch.class);

  /** An end is noticed within a tenth of the silence that makes it. */
  private static final int LOOKS = 10;

  private final AlertBook book;
  private final Duration silence;
  private final Clock clock;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "silence");
            thread.setDaemon(true);
            return thread;
          });

  public SilenceWatch(AlertBook book, Duration silence, Clock clock) {
    this.book = book;
    this.silence = silence;
    this.clock = clock;
  }

  public void start() {
    long pause = silence.dividedBy(LOOKS).toMillis();
    Future<?> looking =
        executor.scheduleWithFixedDelay(this::look, 0, pause, TimeUnit.MILLISECONDS);
    if (looking.isDone()) {
      throw new IllegalStateException("closed before the start");
    }
  }

  private void look() {
    try {
      int ended = book.endSilent(clock.instant().minus(silence));
      if (ended > 0) {
        log.info("{} alerts ended: nothing was heard of them for {}", ended, silence);
      }
    } catch (RuntimeException e) {
      log.error("silent alerts could not be ended; tries again", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
