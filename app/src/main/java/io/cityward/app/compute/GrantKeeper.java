package io.cityward.app.compute;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is granted at hand. When its source does not answer, it goes on with the last that was
 * known, across restarts too, and says since when; it never takes silence for a refusal.
 */
public final class GrantKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GrantKeeper.class);

  /** Grants begin and end by the clock, without anybody doing anything. */
  private static final long EVERY_MILLIS = 1000;

  private final GrantSource source;
  private final GrantFile file;
  private final Clock clock;
  private final List<Consumer<Grants>> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "grants");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Grants grants;
  private volatile Stale stale;

  /** That grants are not fresh. */
  public record Stale(Instant since, String reason) {}

  GrantKeeper(GrantSource source, GrantFile file, Clock clock) {
    this.source = source;
    this.file = file;
    this.clock = clock;
  }

  /**
   * Reads what is granted, and goes on doing so every second.
   *
   * @throws CityException if it can neither be told nor is known from before
   */
  public void start() {
    grants = file.read().orElse(null);
    refresh();
    if (grants == null) {
      throw new CityException(ErrorCode.EXTERNAL_FAILED, "grants: " + stale.reason());
    }
    Future<?> refreshing =
        executor.scheduleWithFixedDelay(
            this::refresh, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    if (refreshing.isDone()) {
      throw new IllegalStateException("closed before the start");
    }
  }

  /** Told of every change, and of what is granted now; never of an older one after a newer. */
  public synchronized void onChange(Consumer<Grants> listener) {
    listeners.add(listener);
    if (grants != null) {
      listener.accept(grants);
    }
  }

  /** Something was granted or taken away: asks at once. */
  public void wake() {
    try {
      executor.execute(this::refresh);
    } catch (RejectedExecutionException e) {
      LOG.debug("woken after the end");
    }
  }

  synchronized void refresh() {
    try {
      Grants fresh = source.at(clock.instant());
      if (stale != null) {
        LOG.info("grants can be renewed again, after {}", stale.since());
        stale = null;
      }
      if (!fresh.equals(grants)) {
        grants = fresh;
        keep(fresh);
        listeners.forEach(listener -> listener.accept(fresh));
      }
    } catch (RuntimeException e) {
      if (stale == null) {
        stale = new Stale(clock.instant(), "" + e.getMessage());
        LOG.warn("grants cannot be renewed, going on with the last known: {}", e.getMessage());
      }
    }
  }

  private void keep(Grants fresh) {
    try {
      file.write(fresh);
    } catch (CityException e) {
      LOG.warn("a start without the source of grants would not know them: {}", e.getMessage());
    }
  }

  public Grants grants() {
    return grants;
  }

  /** Since when they could not be renewed; empty while they are fresh. */
  public Optional<Stale> stale() {
    return Optional.ofNullable(stale);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
