package io.cityward.alerts.watch;

/** Somebody who follows the changes. Called by one thread at a time, {@link #ready} by any. */
public interface Watcher {

  /** Why a watcher is let go; it may come back with its last resume token. */
  enum Cut {
    /** It fell too far behind and took nothing for too long. */
    TOO_SLOW,
    /** What it has not seen yet is no longer kept. */
    LOG_PRUNED,
    /** The book could not be read. */
    FAILED,
    /** The server stops. */
    STOPPING
  }

  /** Whether it can take something now without blocking. */
  boolean ready();

  /** Takes a change, or passes over it; false when it was passed over. */
  boolean take(Change change);

  /** Nothing happened for a while; everything up to here has been offered. */
  void quiet(long seq);

  /** It is let go, and called no more. */
  void cut(Cut why, long seq);
}
