package io.cityward.ingest.rtsp;

/**
 * What has come of a camera's packets, and what is missing (RFC 3550, A.1, A.3 and A.8). Owner
 * thread.
 */
final class Reception {

  /** What becomes of a packet. */
  enum Verdict {
    NEXT,
    /** Good, but some before it are missing. */
    AFTER_GAP,
    /** Late, twice, or out of nowhere. */
    DROP
  }

  private static final int MOST_DROPOUT = 3000;
  private static final int MOST_MISORDER = 100;
  private static final int NONE = -1;

  private boolean started;
  private int source;
  private int highest;
  private int cycles;
  private int base;

  /** What would confirm that the camera began to count anew. */
  private int confirming = NONE;

  private long sinceBase;
  private long expectedBefore;
  private long receivedBefore;
  private double jitter;
  private long lastTransit;
  private boolean timed;

  private long packets;
  private long bytes;
  private long lost;
  private long late;

  /**
   * @param arrival in 90 kHz ticks of our clock
   */
  Verdict take(RtpPacket packet, long arrival) {
    Verdict verdict = judge(packet);
    if (verdict == Verdict.DROP) {
      late++;
      return verdict;
    }
    packets++;
    sinceBase++;
    bytes += packet.length;
    measure(packet, arrival);
    packet.afterGap = verdict == Verdict.AFTER_GAP;
    return verdict;
  }

  private Verdict judge(RtpPacket packet) {
    if (!started || packet.source != source) {
      boolean first = !started;
      begin(packet);
      return first ? Verdict.NEXT : Verdict.AFTER_GAP;
    }
    int ahead = (packet.sequence - highest) & 0xffff;
    if (ahead > 0 && ahead < MOST_DROPOUT) {
      cycles += packet.sequence < highest ? 1 : 0;
      highest = packet.sequence;
      confirming = NONE;
      lost += ahead - 1;
      return ahead == 1 ? Verdict.NEXT : Verdict.AFTER_GAP;
    }
    if (ahead == 0 || ahead > 0x10000 - MOST_MISORDER) {
      return Verdict.DROP;
    }
    if (packet.sequence == confirming) {
      begin(packet);
      return Verdict.AFTER_GAP;
    }
    confirming = (packet.sequence + 1) & 0xffff;
    return Verdict.DROP;
  }

  private void begin(RtpPacket packet) {
    started = true;
    source = packet.source;
    highest = packet.sequence;
    base = packet.sequence;
    cycles = 0;
    confirming = NONE;
    sinceBase = 0;
    expectedBefore = 0;
    receivedBefore = 0;
    timed = false;
  }

  private void measure(RtpPacket packet, long arrival) {
    long transit = (int) (arrival - packet.time);
    if (timed) {
      jitter += (Math.abs((int) (transit - lastTransit)) - jitter) / 16;
    }
    timed = true;
    lastTransit = transit;
  }

  boolean started() {
    return started;
  }

  int source() {
    return source;
  }

  int highest() {
    return cycles << 16 | highest;
  }

  int jitter() {
    return (int) jitter;
  }

  /** Packets missing since the camera began to count, as a report has them: 24 bits, signed. */
  int missing() {
    return (int) Math.max(-0x800000, Math.min(0x7fffff, expected() - sinceBase));
  }

  /** The share lost since this was asked last, in 1/256. */
  int fractionLost() {
    long expectedNow = expected() - expectedBefore;
    long lostNow = expectedNow - (sinceBase - receivedBefore);
    expectedBefore = expected();
    receivedBefore = sinceBase;
    return expectedNow == 0 || lostNow <= 0 ? 0 : (int) Math.min(255, (lostNow << 8) / expectedNow);
  }

  private long expected() {
    return started ? ((long) cycles << 16) + highest - base + 1 : 0;
  }

  RtspFigures figures(long junkBytes, long droppedUnits) {
    return new RtspFigures(packets, lost, late, bytes, junkBytes, droppedUnits);
  }

  /** Dropped before they came here. */
  void late(int count) {
    late += count;
  }
}
