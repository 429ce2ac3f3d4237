package io.cityward.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The RTCP packets that a camera sends (RFC 3550, 6.4 to 6.6). */
final class Rtcp {

  private static final int SENDER_REPORT = 200;
  private static final int SOURCE_DESCRIPTION = 202;
  private static final int BYE = 203;
  private static final int CNAME = 1;

  /** From 1900, where NTP begins, to 1970. */
  private static final long NTP_EPOCH_SECONDS = 2_208_988_800L;

  private Rtcp() {}

  /**
   * Ties RTP's clock to the camera's wall clock: both values are of the same moment.
   *
   * @param packets RTP packets sent so far, modulo 2^32
   * @param bytes their payload, modulo 2^32
   */
  static ByteBuf senderReport(
      int ssrc, String cname, Instant wallClock, int rtpTime, long packets, long bytes) {
    ByteBuf out = begin();
    out.writeByte(0x80).writeByte(SENDER_REPORT).writeShort(6).writeInt(ssrc);
    out.writeInt((int) (wallClock.getEpochSecond() + NTP_EPOCH_SECONDS));
    out.writeInt((int) (((long) wallClock.getNano() << 32) / 1_000_000_000L));
    out.writeInt(rtpTime).writeInt((int) packets).writeInt((int) bytes);
    describe(out, ssrc, cname);
    return out;
  }

  /** The stream ends. RFC 3550 wants a report in front; it is an empty receiver report. */
  static ByteBuf bye(int ssrc, String cname) {
    ByteBuf out = begin();
    out.writeByte(0x80).writeByte(201).writeShort(1).writeInt(ssrc);
    describe(out, ssrc, cname);
    out.writeByte(0x81).writeByte(BYE).writeShort(1).writeInt(ssrc);
    return out;
  }

  private static ByteBuf begin() {
    return ByteBufAllocator.DEFAULT.directBuffer(128);
  }

  private static void describe(ByteBuf out, int ssrc, String cname) {
    byte[] name = cname.getBytes(StandardCharsets.UTF_8);
    // The item list ends with at least one zero and is filled to whole words.
    int words = 1 + (2 + name.length) / 4 + 1;
    out.writeByte(0x81).writeByte(SOURCE_DESCRIPTION).writeShort(words).writeInt(ssrc);
    out.writeByte(CNAME).writeByte(name.length).writeBytes(name);
    out.writeZero((words - 1) * 4 - 2 - name.length);
  }
}
