package io.cityward.alerts.watch;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One watcher's way through the changes. Any thread may nudge it; the work runs on the hub's
 * threads, never twice at once.
 */
public final class Watch implements AutoCloseable {

  private static final int PAGE = 100;

  private final WatchHub hub;
  private final Watcher watcher;
  private final Executor executor;

  /** Nudges that are not worked off yet; whoever raises it from 0 starts the work. */
  private final AtomicInteger nudges = new AtomicInteger();

  private volatile long cursor;
  private volatile long tookAt = System.nanoTime();
  private volatile long sentAt;
  private volatile Watcher.Cut cut;
  private volatile boolean closed;

  Watch(WatchHub hub, Watcher watcher, Executor executor, long cursor) {
    this.hub = hub;
    this.watcher = watcher;
    this.executor = executor;
    this.cursor = cursor;
    // The first heart-beat is due at once: it tells the watcher that it is connected, and where.
    this.sentAt = System.nanoTime() - hub.settings().heartbeat().toNanos();
  }

  /** Looks whether there is something to take. Call it when the watcher becomes ready again. */
  public void nudge() {
    if (nudges.getAndIncrement() == 0) {
      try {
        executor.execute(this::work);
      } catch (RejectedExecutionException e) {
        // The hub has stopped, and has told the watcher so.
        closed = true;
      }
    }
  }

  /** Ends the watch without a word to the watcher. */
  @Override
  public void close() {
    closed = true;
    hub.forget(this);
  }

  void cut(Watcher.Cut why) {
    cut = why;
    nudge();
  }

  /**
   * Cuts the watcher off if it lies too far behind and would not take anything for too long; false
   * when it was not or had been already. One that waits only for our own threads is not slow.
   */
  boolean cutIfTooSlow(long end) {
    boolean slow =
        cut == null
            && end - cursor > hub.settings().lag()
            && System.nanoTime() - tookAt > hub.settings().patience().toNanos()
            && !watcher.ready();
    if (slow) {
      cut(Watcher.Cut.TOO_SLOW);
    }
    return slow;
  }

  boolean silent() {
    return System.nanoTime() - sentAt >= hub.settings().heartbeat().toNanos();
  }

  private void work() {
    int seen = 1;
    while (seen != 0) {
      if (!closed) {
        advance();
      }
      seen = nudges.addAndGet(-seen);
    }
  }

  private void advance() {
    if (cut != null) {
      leave(cut);
      return;
    }
    try {
      boolean more = true;
      while (more && watcher.ready() && !closed && cut == null) {
        List<Change> next = hub.after(cursor, PAGE);
        if (!next.isEmpty() && next.get(0).seq() != cursor + 1) {
          leave(Watcher.Cut.LOG_PRUNED);
          return;
        }
        more = offer(next);
      }
    } catch (RuntimeException e) {
      hub.failed(e);
      leave(Watcher.Cut.FAILED);
    }
  }

  /** Hands changes over while the watcher takes them; true when there may be more. */
  private boolean offer(List<Change> next) {
    for (Change change : next) {
      if (!watcher.ready()) {
        return false;
      }
      if (watcher.take(change)) {
        sentAt = System.nanoTime();
      }
      cursor = change.seq();
      tookAt = System.nanoTime();
    }
    if (next.isEmpty() && silent()) {
      watcher.quiet(cursor);
      sentAt = System.nanoTime();
    }
    return !next.isEmpty();
  }

  private void leave(Watcher.Cut why) {
    close();
    watcher.cut(why, cursor);
  }
}
