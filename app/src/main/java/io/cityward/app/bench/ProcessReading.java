package io.cityward.app.bench;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the operating system has accounted to a process so far, from {@code /proc}: Linux alone.
 *
 * @param nanos when it was read, by {@link System#nanoTime()}
 * @param ticks user and system time of all its threads, also those that have ended
 * @param threads the same for each thread that lives, by its id
 */
record ProcessReading(
    long nanos, long ticks, long residentBytes, Map<String, ThreadTicks> threads) {

  /** Linux tells user space all times in hundredths of a second. */
  private static final int TICKS_PER_SECOND = 100;

  static ProcessReading of(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      long nanos = System.nanoTime();
      long ticks = ThreadTicks.read(process.resolve("stat")).ticks();
      return new ProcessReading(nanos, ticks, resident(process), threads(process));
    } catch (IOException e) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED,
          "process " + pid + ": " + process + " cannot be read (expected: Linux, a live process)",
          e);
    }
  }

  /** What the process used between two readings. */
  ProcessUse since(ProcessReading before) {
    double seconds = (nanos - before.nanos) / 1e9;
    Map<ThreadKind, Double> shares = new HashMap<>();
    double known = 0;
    for (Map.Entry<String, ThreadTicks> thread : threads.entrySet()) {
      ThreadTicks earlier = before.threads.getOrDefault(thread.getKey(), new ThreadTicks("", 0));
      double share = cores(thread.getValue().ticks() - earlier.ticks(), seconds);
      shares.merge(ThreadKind.of(thread.getValue().name()), share, Double::sum);
      known += share;
    }
    double all = cores(ticks - before.ticks, seconds);
    // What threads used that have ended since; each thread's own time is rounded.
    shares.merge(ThreadKind.OTHER, Math.max(0, all - known), Double::sum);
    return new ProcessUse(all, residentBytes, shares);
  }

  private static double cores(long ticks, double seconds) {
    return ticks / (double) TICKS_PER_SECOND / seconds;
  }

  private static long resident(Path process) throws IOException {
    for (String line : Files.readAllLines(process.resolve("status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
      }
    }
    return 0;
  }

  private static Map<String, ThreadTicks> threads(Path process) throws IOException {
    Map<String, ThreadTicks> threads = new HashMap<>();
    List<Path> tasks;
    try (Stream<Path> listed = Files.list(process.resolve("task"))) {
      tasks = listed.toList();
    }
    for (Path task : tasks) {
      try {
        threads.put(task.getFileName().toString(), ThreadTicks.read(task.resolve("stat")));
      } catch (IOException gone) {
        // It has ended meanwhile; the process's own sum has it.
      }
    }
    return threads;
  }
}
