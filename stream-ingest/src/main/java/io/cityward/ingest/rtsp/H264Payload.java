package io.cityward.ingest.rtsp;

import java.nio.ByteBuffer;

/** RFC 6184 in its non-interleaved mode: single NAL units, STAP-A (5.7.1) and FU-A (5.8). */
final class H264Payload implements PayloadFormat {

  private static final int STAP_A = 24;
  private static final int FU_A = 28;

  @Override
  public void unpack(ByteBuffer from, int at, int length, Receiver to) {
    if (length == 0) {
      return;
    }
    int header = from.get(at) & 0xff;
    int type = header & 0x1f;
    if (type < STAP_A) {
      whole(from, at, length, to);
    } else if (type == STAP_A) {
      aggregate(from, at + 1, at + length, to);
    } else if (type == FU_A && length > 2) {
      fragment(header, from, at, length, to);
    } else {
      to.broken();
    }
  }

  private static void whole(ByteBuffer from, int at, int length, Receiver to) {
    to.begin(from.get(at) & 0xff, from, at + 1, length - 1);
    to.end();
  }

  private static void aggregate(ByteBuffer from, int begin, int end, Receiver to) {
    int at = begin;
    while (at + 2 <= end) {
      int size = from.getShort(at) & 0xffff;
      at += 2;
      if (size > end - at) {
        to.broken();
        return;
      }
      if (size > 0) {
        whole(from, at, size, to);
      }
      at += size;
    }
  }

  private static void fragment(int indicator, ByteBuffer from, int at, int length, Receiver to) {
    int fragment = from.get(at + 1);
    if ((fragment & 0x80) != 0) {
      to.begin((indicator & 0xe0) | (fragment & 0x1f), from, at + 2, length - 2);
    } else {
      to.more(from, at + 2, length - 2);
    }
    if ((fragment & 0x40) != 0) {
      to.end();
    }
  }
}
