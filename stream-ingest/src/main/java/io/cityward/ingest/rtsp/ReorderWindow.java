package io.cityward.ingest.rtsp;

import java.nio.ByteBuffer;

/**
 * Puts datagrams back in order. One that is next passes uncopied; one that is early waits, until
 * those before it have come, {@value #SLOTS} numbers have passed, or {@value #PATIENCE_MILLIS} ms.
 * Memory grows only with disorder. Owner thread.
 */
final class ReorderWindow {

  /** What becomes of a datagram. */
  enum Verdict {
    /** It is next. */
    PASS,
    /** It was copied, and comes by {@link #poll}. */
    WAITS,
    DROP,
    /** Poll first, until nothing comes, then offer it again. */
    AGAIN
  }

  static final int SLOTS = 64;
  static final long PATIENCE_MILLIS = 200;

  private static final int MOST_BEHIND = 100;

  private final ByteBuffer[] slots = new ByteBuffer[SLOTS];
  private final boolean[] waits = new boolean[SLOTS];
  private int waiting;
  private boolean started;
  private int next;
  private long gapSince;
  private boolean flushing;

  Verdict offer(int sequence, ByteBuffer from, int at, int length, long nowNanos) {
    int ahead = started ? (short) (sequence - next) : 0;
    if (ahead < 0 && ahead > -MOST_BEHIND) {
      return Verdict.DROP;
    }
    if (ahead == 0) {
      started = true;
      next = (sequence + 1) & 0xffff;
      return Verdict.PASS;
    }
    if (ahead > 0 && ahead < SLOTS) {
      return keep(sequence % SLOTS, from, at, length, nowNanos);
    }
    flushing = waiting > 0;
    started = flushing;
    return Verdict.AGAIN;
  }

  private Verdict keep(int slot, ByteBuffer from, int at, int length, long nowNanos) {
    if (waits[slot]) {
      return Verdict.DROP;
    }
    if (slots[slot] == null || slots[slot].capacity() < length) {
      slots[slot] = ByteBuffer.allocateDirect(Math.max(length, 1500));
    }
    slots[slot].limit(length);
    slots[slot].put(0, from, at, length);
    waits[slot] = true;
    gapSince = waiting == 0 ? nowNanos : gapSince;
    waiting++;
    return Verdict.WAITS;
  }

  /** The datagram that is due, to be used before the next call; null if none is. */
  ByteBuffer poll(long nowNanos) {
    if (waiting == 0) {
      started &= !flushing;
      flushing = false;
      return null;
    }
    if (!waits[next % SLOTS]) {
      if (!flushing && nowNanos - gapSince < PATIENCE_MILLIS * 1_000_000) {
        return null;
      }
      while (!waits[next % SLOTS]) {
        next = (next + 1) & 0xffff;
      }
      gapSince = nowNanos;
    }
    int slot = next % SLOTS;
    next = (next + 1) & 0xffff;
    waits[slot] = false;
    waiting--;
    return slots[slot];
  }

  boolean waiting() {
    return waiting > 0;
  }
}
