package io.cityward.core;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * The processor time of the calling thread; the time of day where the platform does not tell it.
 */
public final class WorkClock {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private WorkClock() {}

  public static long nanos() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }
}
