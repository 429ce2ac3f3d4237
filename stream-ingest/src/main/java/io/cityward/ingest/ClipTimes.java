package io.cityward.ingest;

import java.util.Arrays;

/**
 * Time stamps for a clip: presentation from 0, decoding made from it. A camera's stream carries
 * only presentation times; sorted, and shifted by what reordering needs, they are the decoding
 * times.
 */
final class ClipTimes {

  private final long[] presentation;
  private final long[] decoding;
  private final long duration;

  private ClipTimes(long[] presentation, long[] decoding, long duration) {
    this.presentation = presentation;
    this.decoding = decoding;
    this.duration = duration;
  }

  /**
   * @param stamps presentation times in the order of decoding, in any origin
   * @param usual the time of a picture where it cannot be told from the next one
   */
  static ClipTimes of(long[] stamps, long usual) {
    int n = stamps.length;
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compare(stamps[a], stamps[b]));
    long[] presentation = new long[n];
    long[] sorted = new long[n];
    for (int i = 0; i < n; i++) {
      long fromStart = stamps[order[i]] - stamps[order[0]];
      sorted[i] = i == 0 ? 0 : Math.max(fromStart, sorted[i - 1] + 1);
      presentation[order[i]] = sorted[i];
    }
    long delay = 0;
    for (int i = 0; i < n; i++) {
      delay = Math.max(delay, sorted[i] - presentation[i]);
    }
    long[] decoding = new long[n];
    for (int i = 0; i < n; i++) {
      decoding[i] = sorted[i] - delay;
    }
    return new ClipTimes(presentation, decoding, n == 0 ? 0 : sorted[n - 1] + step(sorted, usual));
  }

  /** In the order of decoding, distinct, from 0. */
  long[] presentation() {
    return presentation;
  }

  /** Rising, each not after its presentation; the first ones may be negative. */
  long[] decoding() {
    return decoding;
  }

  /** Of the whole, the last picture's own time included. */
  long duration() {
    return duration;
  }

  /** The middle one of the steps from picture to picture. */
  private static long step(long[] sorted, long usual) {
    if (sorted.length < 2) {
      return usual;
    }
    long[] steps = new long[sorted.length - 1];
    Arrays.setAll(steps, i -> sorted[i + 1] - sorted[i]);
    Arrays.sort(steps);
    return steps[steps.length / 2];
  }
}
