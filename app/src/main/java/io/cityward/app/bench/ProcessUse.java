package io.cityward.app.bench;

import java.util.Map;

/**
 * What a process used in a span of time.
 *
 * @param cores CPU time by wall time: 1 is one core, all the time
 * @param residentBytes at the end
 * @param threads the cores by kind of thread
 */
record ProcessUse(double cores, long residentBytes, Map<ThreadKind, Double> threads) {

  ProcessUse {
    threads = Map.copyOf(threads);
  }
}
