package io.cityward.testkit;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Writes NAL units as framed RTP packets that share one time stamp. */
final class RtpWriter {

  private static final int H264_FU_A = 28;
  private static final int H265_FU = 49;

  private final ByteBuf out;
  private final int rtpTime;
  private final int ssrc;
  private final IntPredicate marked;
  private final List<Integer> starts;
  private int sequence;

  /**
   * @param marked whether a packet, counted from 1, gets the marker
   */
  RtpWriter(ByteBuf out, int sequence, int rtpTime, int ssrc, IntPredicate marked) {
    this.out = out;
    this.sequence = sequence;
    this.rtpTime = rtpTime;
    this.ssrc = ssrc;
    this.marked = marked;
    this.starts = new ArrayList<>();
  }

  void single(ByteBuf nal) {
    header(nal.readableBytes());
    out.writeBytes(nal, nal.readerIndex(), nal.readableBytes());
  }

  void fragments(VideoCodec codec, ByteBuf nal) {
    int room = RtpBurst.MAX_PAYLOAD - codec.headerBytes() - 1;
    int from = nal.readerIndex() + codec.headerBytes();
    int end = nal.writerIndex();
    for (int at = from; at < end; at += room) {
      int length = Math.min(room, end - at);
      header(codec.headerBytes() + 1 + length);
      fragmentHeader(codec, nal, at == from, at + length == end);
      out.writeBytes(nal, at, length);
    }
  }

  List<Integer> starts() {
    return starts;
  }

  private void fragmentHeader(VideoCodec codec, ByteBuf nal, boolean first, boolean last) {
    byte header = nal.getByte(nal.readerIndex());
    switch (codec) {
      case H264 -> out.writeByte((header & 0xe0) | H264_FU_A);
      case H265 -> {
        out.writeByte((header & 0x81) | (H265_FU << 1));
        out.writeByte(nal.getByte(nal.readerIndex() + 1));
      }
    }
    out.writeByte((first ? 0x80 : 0) | (last ? 0x40 : 0) | codec.type(header));
  }

  private void header(int payloadBytes) {
    starts.add(out.writerIndex());
    out.writeByte('$').writeByte(0).writeShort(12 + payloadBytes);
    out.writeByte(0x80).writeByte((marked.test(starts.size()) ? 0x80 : 0) | RtpBurst.PAYLOAD_TYPE);
    out.writeShort(sequence++).writeInt(rtpTime).writeInt(ssrc);
  }
}
