package io.cityward.inference;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * The processor time of the calling thread; the time of day where the platform does not tell it.
 */
final class WorkClock {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private WorkClock() {}

  static long nanos() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }
}
