package io.cityward.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/**
 * Packs neighbouring small NAL units of a picture into one RTP payload: STAP-A (RFC 6184, 5.7.1) or
 * AP (RFC 7798, 4.4.2). To whom sends it, such a payload is a NAL unit of another type.
 */
final class Aggregation {

  private static final int H264_STAP_A = 24;
  private static final int H265_AP = 48;

  private Aggregation() {}

  static AccessUnit of(VideoCodec codec, AccessUnit unit) {
    List<ByteBuf> payloads = new ArrayList<>();
    List<ByteBuf> together = new ArrayList<>();
    int bytes = codec.headerBytes();
    for (ByteBuf nal : unit.nals()) {
      int more = 2 + nal.readableBytes();
      if (bytes + more > RtpBurst.MAX_PAYLOAD) {
        pack(codec, together, payloads);
        together.clear();
        bytes = codec.headerBytes();
      }
      together.add(nal);
      bytes += more;
    }
    pack(codec, together, payloads);
    return new AccessUnit(payloads, unit.dts(), unit.pts(), unit.keyFrame());
  }

  private static void pack(VideoCodec codec, List<ByteBuf> nals, List<ByteBuf> payloads) {
    if (nals.size() < 2) {
      payloads.addAll(nals);
      return;
    }
    ByteBuf payload = Unpooled.buffer();
    switch (codec) {
      case H264 -> payload.writeByte(importance(nals) | H264_STAP_A);
      // Layer 0, temporal id 1: what cameras send.
      case H265 -> payload.writeByte(H265_AP << 1).writeByte(1);
    }
    for (ByteBuf nal : nals) {
      payload.writeShort(nal.readableBytes());
      payload.writeBytes(nal, nal.readerIndex(), nal.readableBytes());
    }
    payloads.add(payload.asReadOnly());
  }

  /** The highest nal_ref_idc of the units, in its place of the header. */
  private static int importance(List<ByteBuf> nals) {
    return nals.stream().mapToInt(nal -> nal.getByte(nal.readerIndex()) & 0x60).max().orElseThrow();
  }
}
