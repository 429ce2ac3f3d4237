package io.cityward.ingest;

import java.time.Instant;

/** Remembers when the last packets arrived, for the frames that come out of them in other order. */
final class ArrivalTimes {

  /** More than any decoder holds back. */
  private static final int KEPT = 64;

  private final long[] media = new long[KEPT];
  private final Instant[] arrived = new Instant[KEPT];
  private int next;

  void note(long mediaMicros, Instant arrivedAt) {
    media[next] = mediaMicros;
    arrived[next] = arrivedAt;
    next = (next + 1) % KEPT;
  }

  /** Of the packet with this media time, or of the newest one. */
  Instant of(long mediaMicros) {
    int newest = (next + KEPT - 1) % KEPT;
    for (int i = 0; i < KEPT; i++) {
      int slot = (newest + KEPT - i) % KEPT;
      if (arrived[slot] != null && media[slot] == mediaMicros) {
        return arrived[slot];
      }
    }
    return arrived[newest];
  }
}
