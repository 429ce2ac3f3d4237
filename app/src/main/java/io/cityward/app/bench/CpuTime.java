package io.cityward.app.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Supplier;

/** Processor time that the calling thread spends on one kind of work. One thread. */
final class CpuTime {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private long nanos;
  private long count;

  <T> T of(Supplier<T> work) {
    long before = THREADS.getCurrentThreadCpuTime();
    T result = work.get();
    nanos += THREADS.getCurrentThreadCpuTime() - before;
    count++;
    return result;
  }

  void forget() {
    nanos = 0;
    count = 0;
  }

  /** Milliseconds each time; NaN if it was never done. */
  double millis() {
    return count == 0 ? Double.NaN : nanos / 1e6 / count;
  }

  /** Percent of a core, done so many times a second. */
  double percent(double perSecond) {
    return millis() / 10 * perSecond;
  }
}
