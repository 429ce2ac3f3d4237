package io.cityward.alerts.watch;

import io.cityward.alerts.book.AlertMetrics;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.EventLog;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fans changes out to watchers. Nothing is queued per watcher: a slow one costs a cursor, and is
 * cut off when it lies too far behind, so that it knows and can resume.
 */
public final class WatchHub implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WatchHub.class);
  private static final int PAGE = 500;
  private static final int WORKERS = 2;
  private static final Duration LONGEST_TICK = Duration.ofSeconds(1);
  private static final Duration PRUNE_EVERY = Duration.ofMinutes(1);
  private static final Duration STOP = Duration.ofSeconds(5);

  private final AlertStore store;
  private final WatchSettings settings;
  private final AlertMetrics metrics;
  private final RecentChanges recent;
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final Semaphore news = new Semaphore(0);
  private final Thread tail = new Thread(this::follow, "watch-tail");
  private final ExecutorService workers =
      Executors.newFixedThreadPool(WORKERS, work -> daemon(work, "watch-worker"));
  private volatile boolean running;
  private volatile boolean closed;
  private long prunedAt = System.nanoTime();

  public WatchHub(AlertStore store, WatchSettings settings, AlertMetrics metrics) {
    this.store = store;
    this.settings = settings;
    this.metrics = metrics;
    this.recent = new RecentChanges(settings.lag());
    tail.setDaemon(true);
  }

  public synchronized void start() {
    if (!running && !closed) {
      recent.startAt(store.read(ledger -> ledger.events().head()));
      running = true;
      tail.start();
    }
  }

  /** The book has changed. Never blocks. */
  public void wake() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  /**
   * Lets a watcher follow.
   *
   * @param after where it left off; empty to begin with what happens from now on
   * @throws CityException INVALID when there is no such place in this log, TOO_LATE when what
   *     follows it is no longer kept
   */
  public Watch watch(OptionalLong after, Watcher watcher) {
    long cursor = store.read(ledger -> startOf(after, ledger.events().head(), ledger.events()));
    Watch watch = new Watch(this, watcher, workers, cursor);
    watches.add(watch);
    if (closed) {
      watch.close();
      throw new CityException(ErrorCode.EXTERNAL_FAILED, "watch: the server stops");
    }
    return watch;
  }

  @Override
  public synchronized void close() {
    closed = true;
    running = false;
    wake();
    watches.forEach(watch -> watch.cut(Watcher.Cut.STOPPING));
    workers.shutdown();
    try {
      tail.join(STOP.toMillis());
      if (!workers.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  WatchSettings settings() {
    return settings;
  }

  List<Change> after(long seq, int limit) {
    return recent
        .after(seq, limit)
        .orElseGet(() -> store.read(ledger -> Changes.after(ledger, seq, limit)));
  }

  void forget(Watch watch) {
    watches.remove(watch);
  }

  void failed(RuntimeException e) {
    log.warn("a watch ends: {}", e.toString());
  }

  private static long startOf(OptionalLong after, long head, EventLog events) {
    if (after.isEmpty()) {
      return head;
    }
    long seq = after.getAsLong();
    if (seq > head) {
      throw CityException.invalid("resume_token", seq, "a token that this server gave out");
    }
    if (seq < head && events.oldest().orElse(Long.MAX_VALUE) > seq + 1) {
      throw new CityException(
          ErrorCode.TOO_LATE,
          "resume_token: what follows it is no longer kept; list again and watch from there");
    }
    return seq;
  }

  private void follow() {
    Duration tick = tick();
    while (running) {
      try {
        if (news.tryAcquire(tick.toMillis(), TimeUnit.MILLISECONDS)) {
          news.drainPermits();
        }
        boolean more = readOn();
        for (Watch watch : watches) {
          if (watch.cutIfTooSlow(recent.end())) {
            metrics.watcherCut();
          } else if (more || watch.silent()) {
            watch.nudge();
          }
        }
        prune();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        log.warn("the event log cannot be read, trying again: {}", e.toString());
      }
    }
  }

  private boolean readOn() {
    boolean more = false;
    List<Change> next = read();
    while (!next.isEmpty()) {
      recent.add(next);
      more = true;
      next = next.size() == PAGE ? read() : List.of();
    }
    return more;
  }

  private List<Change> read() {
    long end = recent.end();
    return store.read(ledger -> Changes.after(ledger, end, PAGE));
  }

  private void prune() {
    if (System.nanoTime() - prunedAt > PRUNE_EVERY.toNanos()) {
      prunedAt = System.nanoTime();
      pruneNow();
    }
  }

  /** Forgets what is older than the log shall keep. */
  void pruneNow() {
    store.write(
        ledger -> {
          ledger.events().prune(ledger.events().head() - settings.kept());
          return null;
        });
  }

  private Duration tick() {
    Duration tick = LONGEST_TICK;
    for (Duration span : List.of(settings.heartbeat(), settings.patience())) {
      Duration half = span.dividedBy(2);
      tick = half.compareTo(tick) < 0 ? half : tick;
    }
    return tick.compareTo(Duration.ofMillis(10)) < 0 ? Duration.ofMillis(10) : tick;
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
