package io.cityward.ingest.rtsp;

import java.nio.ByteBuffer;

/** RFC 7798: single NAL units (4.4.1), aggregation packets (4.4.2) and fragments (4.4.3). */
final class H265Payload implements PayloadFormat {

  private static final int AGGREGATE = 48;
  private static final int FRAGMENT = 49;
  private static final int HEADER = 2;

  /** Bytes of the decoding order number in front of a NAL unit, and of its difference. */
  private final int order;

  private final int difference;

  H265Payload(boolean ordered) {
    order = ordered ? 2 : 0;
    difference = ordered ? 1 : 0;
  }

  @Override
  public void unpack(ByteBuffer from, int at, int length, Receiver to) {
    if (length == 0) {
      return;
    }
    if (length < HEADER + 1) {
      to.broken();
      return;
    }
    int header = from.getShort(at) & 0xffff;
    int type = header >> 9 & 0x3f;
    if (type < AGGREGATE) {
      whole(header, from, at + HEADER + order, length - HEADER - order, to);
    } else if (type == AGGREGATE) {
      aggregate(from, at + HEADER + order, at + length, to);
    } else if (type == FRAGMENT) {
      fragment(header, from, at + HEADER, length - HEADER, to);
    } else {
      to.broken();
    }
  }

  private static void whole(int header, ByteBuffer from, int at, int length, Receiver to) {
    if (length < 0) {
      to.broken();
      return;
    }
    to.begin(header, from, at, length);
    to.end();
  }

  private void aggregate(ByteBuffer from, int begin, int end, Receiver to) {
    int at = begin;
    while (at + 2 <= end) {
      int size = from.getShort(at) & 0xffff;
      at += 2;
      if (size > end - at || size == 1) {
        to.broken();
        return;
      }
      if (size > 0) {
        whole(from.getShort(at) & 0xffff, from, at + HEADER, size - HEADER, to);
      }
      at += size + difference;
    }
  }

  private void fragment(int header, ByteBuffer from, int at, int length, Receiver to) {
    int fragment = from.get(at);
    boolean first = (fragment & 0x80) != 0;
    int skip = 1 + (first ? order : 0);
    if (length <= skip) {
      to.broken();
      return;
    }
    if (first) {
      int whole = (header & 0x81ff) | (fragment & 0x3f) << 9;
      to.begin(whole, from, at + skip, length - skip);
    } else {
      to.more(from, at + skip, length - skip);
    }
    if ((fragment & 0x40) != 0) {
      to.end();
    }
  }
}
