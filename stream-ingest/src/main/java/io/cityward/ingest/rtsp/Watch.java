package io.cityward.ingest.rtsp;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * One daemon thread, {@code ingest-watch}, for the deadlines of all clients. It starts with the
 * first of them and ends with the last.
 */
final class Watch {

  /** How late a deadline may be noticed. */
  private static final long TICK_NANOS = 50_000_000;

  private static final Set<Deadline> DEADLINES = ConcurrentHashMap.newKeySet();
  private static final Object LOCK = new Object();
  private static Thread thread;

  private Watch() {}

  static void add(Deadline deadline) {
    synchronized (LOCK) {
      DEADLINES.add(deadline);
      if (thread == null) {
        thread = new Thread(Watch::run, "ingest-watch");
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  static void remove(Deadline deadline) {
    DEADLINES.remove(deadline);
  }

  private static void run() {
    while (!idle()) {
      long now = System.nanoTime();
      for (Deadline deadline : DEADLINES) {
        deadline.check(now);
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
  }

  private static boolean idle() {
    synchronized (LOCK) {
      if (DEADLINES.isEmpty()) {
        thread = null;
      }
      return thread == null;
    }
  }
}
