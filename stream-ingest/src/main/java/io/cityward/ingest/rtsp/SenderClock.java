package io.cityward.ingest.rtsp;

import java.nio.ByteBuffer;

/**
 * What a camera says by RTCP (RFC 3550, 6.4 and 6.6): its wall clock at an RTP time, and that it
 * ends. Owner thread.
 */
final class SenderClock {

  private static final int SENDER_REPORT = 200;
  private static final int BYE = 203;

  /** From 1900, where NTP begins, to 1970. */
  private static final long NTP_EPOCH_SECONDS = 2_208_988_800L;

  private boolean known;
  private int source;
  private int rtpTime;
  private long wallMicros;
  private int middleNtp;
  private long reportedNanos;
  private boolean over;

  /** Takes a compound packet. Whatever is cut off or not understood is passed over. */
  void read(ByteBuffer from, int at, int length, long nowNanos, Reception reception) {
    int end = at + length;
    int packet = at;
    while (packet + 8 <= end && (from.get(packet) & 0xc0) == 0x80) {
      int type = from.get(packet + 1) & 0xff;
      int size = 4 + 4 * (from.getShort(packet + 2) & 0xffff);
      if (packet + size > end) {
        return;
      }
      if (type == SENDER_REPORT && size >= 28) {
        report(from, packet, nowNanos);
      } else if (type == BYE) {
        over |= reception.started() && from.getInt(packet + 4) == reception.source();
      }
      packet += size;
    }
  }

  private void report(ByteBuffer from, int at, long nowNanos) {
    long seconds = from.getInt(at + 8) & 0xffff_ffffL;
    long fraction = from.getInt(at + 12) & 0xffff_ffffL;
    middleNtp = (int) (seconds << 16 | fraction >> 16);
    reportedNanos = nowNanos;
    source = from.getInt(at + 4);
    rtpTime = from.getInt(at + 16);
    // A camera without a clock reports zero; numbers below 1968 are of the era after 2036.
    known = seconds != 0;
    long era = seconds < 1L << 31 ? 1L << 32 : 0;
    wallMicros = (seconds + era - NTP_EPOCH_SECONDS) * 1_000_000 + (fraction * 1_000_000 >> 32);
  }

  /** The camera's wall clock at an RTP time, in µs since 1970; {@link AccessUnit#NO_TIME}. */
  long at(int time, int ofSource) {
    if (!known || source != ofSource) {
      return AccessUnit.NO_TIME;
    }
    return wallMicros + (long) (time - rtpTime) * 100 / 9;
  }

  /** Whether the camera said goodbye. */
  boolean over() {
    return over;
  }

  /** The last report's stamp, as a receiver report gives it back; 0 before the first. */
  int lastReport() {
    return middleNtp;
  }

  /** Since the last report, in 1/65536 s. */
  int sinceLastReport(long nowNanos) {
    return middleNtp == 0 ? 0 : (int) ((nowNanos - reportedNanos) / 1_000_000 * 65_536 / 1000);
  }
}
