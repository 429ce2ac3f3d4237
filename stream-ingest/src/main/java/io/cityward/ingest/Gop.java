package io.cityward.ingest;

import java.util.ArrayList;
import java.util.List;

/** A key frame and all that follows on it. */
final class Gop {

  /** More than H.264 and H.265 allow. */
  static final int MOST_REORDERED = 16;

  private final List<EncodedPacket> packets = new ArrayList<>();
  private long bytes;

  void add(EncodedPacket packet) {
    packets.add(packet);
    bytes += packet.bytes();
  }

  EncodedPacket first() {
    return packets.get(0);
  }

  EncodedPacket last() {
    return packets.get(packets.size() - 1);
  }

  List<EncodedPacket> packets() {
    return packets;
  }

  long bytes() {
    return bytes;
  }

  /** How many pictures, at most, are decoded before one that is shown earlier. */
  int reordered() {
    int most = 0;
    for (int i = 1; i < packets.size(); i++) {
      most = Math.max(most, aheadOf(i));
    }
    return most;
  }

  private int aheadOf(int i) {
    long shown = packets.get(i).mediaMicros();
    int ahead = 0;
    for (int j = Math.max(0, i - MOST_REORDERED); j < i; j++) {
      ahead += packets.get(j).mediaMicros() > shown ? 1 : 0;
    }
    return ahead;
  }

  void free() {
    packets.forEach(EncodedPacket::free);
  }
}
