package io.cityward.alerts.book;

import io.cityward.alerts.notice.Notices;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.NoticeTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what waits to be told from the book to whoever tells it, at least once. A center that takes
 * some has a minute for them; then another one may. One thread, {@code notices}.
 */
public final class NoticeTeller implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(NoticeTeller.class);
  private static final int BATCH = 50;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final AlertStore store;
  private final Notices notices;
  private final Clock clock;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "notices");
            thread.setDaemon(true);
            return thread;
          });

  public NoticeTeller(AlertStore store, Notices notices, Clock clock) {
    this.store = store;
    this.notices = notices;
    this.clock = clock;
  }

  public void start() {
    Future<?> telling =
        executor.scheduleWithFixedDelay(
            this::tellSafely, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    if (telling.isDone()) {
      throw new IllegalStateException("closed before the start");
    }
  }

  private void tellSafely() {
    try {
      int told = tell();
      while (told == BATCH) {
        told = tell();
      }
    } catch (RuntimeException e) {
      log.error("notices could not be told; tries again", e);
    }
  }

  /**
   * Tells some of what waits.
   *
   * @return how many were told
   */
  public int tell() {
    Instant now = now();
    if (!store.<Boolean>read(ledger -> ledger.followUp().notices().anyWaiting(now))) {
      return 0;
    }
    List<NoticeTable.Waiting> waiting =
        store.write(ledger -> ledger.followUp().notices().take(now, now.plus(LEASE), BATCH));
    int told = 0;
    for (NoticeTable.Waiting one : waiting) {
      told += tell(one) ? 1 : 0;
    }
    return told;
  }

  private boolean tell(NoticeTable.Waiting waiting) {
    try {
      notices.tell(waiting.notice());
    } catch (RuntimeException e) {
      int attempts = waiting.attempts() + 1;
      Duration wait = Duration.ofSeconds(1L << Math.min(attempts, 20));
      Instant next = now().plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
      log.warn(
          "notice {} is not taken, tries again at {}: {}",
          waiting.notice().key(),
          next,
          e.toString());
      write(ledger -> ledger.retry(waiting.seq(), attempts, next));
      return false;
    }
    write(ledger -> ledger.told(waiting.seq()));
    return true;
  }

  private void write(Consumer<NoticeTable> work) {
    var unused =
        store.write(
            ledger -> {
              work.accept(ledger.followUp().notices());
              return true;
            });
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
