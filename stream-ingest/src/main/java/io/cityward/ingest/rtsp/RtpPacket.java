package io.cityward.ingest.rtsp;

import java.nio.ByteBuffer;

/** One RTP packet where it lies (RFC 3550, 5.1). One object for all of them: lent, not given. */
final class RtpPacket {

  static final int HEADER = 12;

  ByteBuffer bytes;

  /** Where the payload begins. */
  int at;

  /** Of the payload; may be 0. */
  int length;

  int type;
  boolean marker;

  /** 16 bits. */
  int sequence;

  int time;
  int source;

  /** Whether packets before it are missing. */
  boolean afterGap;

  /**
   * @return whether it is one
   */
  boolean read(ByteBuffer from, int begin, int size) {
    int first = size < HEADER ? 0 : from.get(begin) & 0xff;
    if (first >> 6 != 2) {
      return false;
    }
    int header = HEADER + 4 * (first & 0x0f);
    if ((first & 0x10) != 0 && header + 4 <= size) {
      header += 4 + 4 * (from.getShort(begin + header + 2) & 0xffff);
    }
    int padding = (first & 0x20) != 0 ? from.get(begin + size - 1) & 0xff : 0;
    if (header + padding > size) {
      return false;
    }
    bytes = from;
    at = begin + header;
    length = size - header - padding;
    int second = from.get(begin + 1);
    marker = (second & 0x80) != 0;
    type = second & 0x7f;
    sequence = from.getShort(begin + 2) & 0xffff;
    time = from.getInt(begin + 4);
    source = from.getInt(begin + 8);
    afterGap = false;
    return true;
  }
}
