package io.cityward.ingest;

import java.util.ArrayList;
import java.util.List;

/** A key frame and all that follows on it. */
final class Gop {

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

  void free() {
    packets.forEach(EncodedPacket::free);
  }
}
