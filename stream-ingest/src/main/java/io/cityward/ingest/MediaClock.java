package io.cityward.ingest;

/**
 * Turns a stream's time stamps into media time: microseconds since the first packet, never far from
 * the time that passes here. Where the camera's stamps jump, or a new connection starts anew, it
 * goes on with the time that passed since the last packet. Not thread-safe.
 */
final class MediaClock {

  /** No stamp. */
  static final long NONE = Long.MIN_VALUE;

  /** Frames are reordered by at most a few; further back is a jump. */
  private static final long MOST_BACK_MICROS = 1_000_000;

  /** A stream may pause while nothing moves; further ahead of our own clock is a jump. */
  private static final long MOST_AHEAD_MICROS = 5_000_000;

  private boolean started;
  private long offset;
  private boolean anchored;
  private long newest;
  private long newestNanos;

  /**
   * @param ptsMicros the packet's stamp in any origin, or {@link #NONE}
   * @param nowNanos when the packet was read, by a monotonic clock
   */
  long at(long ptsMicros, long nowNanos) {
    long passed = started ? Math.max(0, (nowNanos - newestNanos) / 1000) : 0;
    long expected = newest + passed;
    long media = anchored && ptsMicros != NONE ? ptsMicros + offset : expected;
    if (media < newest - MOST_BACK_MICROS || media > expected + MOST_AHEAD_MICROS) {
      media = expected;
      anchored = false;
    }
    media = Math.max(0, media);
    if (!anchored && ptsMicros != NONE) {
      offset = media - ptsMicros;
      anchored = true;
    }
    if (!started || media > newest) {
      newest = media;
      newestNanos = nowNanos;
    }
    started = true;
    return media;
  }

  /** The next stamps have nothing to do with those before. */
  void reconnected() {
    anchored = false;
  }
}
