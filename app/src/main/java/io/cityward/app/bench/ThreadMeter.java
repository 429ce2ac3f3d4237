package io.cityward.app.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.Objects;

/**
 * What some threads of this process have used so far.
 *
 * @param inferences that they have made
 * @param nanos when it was read, by {@link System#nanoTime()}
 * @param cpuNanos user and system time of these threads
 * @param processNanos of the whole process, compiler and garbage collector included
 * @param heapBytes that these threads have allocated
 */
record ThreadMeter(long inferences, long nanos, long cpuNanos, long processNanos, long heapBytes) {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /**
   * @param name how the names of the threads begin
   */
  static ThreadMeter read(String name, long inferences) {
    long[] ids =
        Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
            .filter(Objects::nonNull)
            .filter(thread -> thread.getThreadName().startsWith(name))
            .mapToLong(ThreadInfo::getThreadId)
            .toArray();
    return new ThreadMeter(
        inferences,
        System.nanoTime(),
        Arrays.stream(THREADS.getThreadCpuTime(ids)).sum(),
        PROCESS.getProcessCpuTime(),
        Arrays.stream(THREADS.getThreadAllocatedBytes(ids)).sum());
  }

  /** Of this reading's threads, between two readings. */
  Pace since(ThreadMeter before) {
    double count = Math.max(1, inferences - before.inferences);
    return new Pace(
        (inferences - before.inferences) / ((nanos - before.nanos) / 1e9),
        (cpuNanos - before.cpuNanos) / 1e6 / count,
        (processNanos - before.processNanos) / 1e6 / count,
        (heapBytes - before.heapBytes) / count);
  }
}
