package io.cityward.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import java.util.Random;

/**
 * The RTP packets of one picture, made once for all who watch a camera: packet after packet in one
 * buffer, each behind the four bytes that frame it on a TCP connection (RFC 2326, 10.12; channel
 * 0). UDP takes the packets out of it, TCP the whole. Payload formats: RFC 6184 (single NAL unit
 * and FU-A), RFC 7798 (single NAL unit and FU).
 *
 * <p>Counted references: who keeps {@link #bytes} retains it.
 *
 * @param bytes from index 0
 * @param starts where each packet's frame begins
 */
record RtpBurst(ByteBuf bytes, List<Integer> starts, boolean keyFrame) {

  static final int FRAME_BYTES = 4;
  static final int PAYLOAD_TYPE = 96;

  private static final int RTP_HEADER_BYTES = 12;

  /** RTP payload that passes an Ethernet in one piece, tunnels included. */
  static final int MAX_PAYLOAD = 1400;

  /** How many packets the unit takes. */
  static int packets(VideoCodec codec, AccessUnit unit) {
    return unit.nals().stream().mapToInt(nal -> packets(codec, nal.readableBytes())).sum();
  }

  private static int packets(VideoCodec codec, int nalBytes) {
    if (nalBytes <= MAX_PAYLOAD) {
      return 1;
    }
    int room = MAX_PAYLOAD - codec.headerBytes() - 1;
    return (nalBytes - codec.headerBytes() + room - 1) / room;
  }

  /** The packets of the timeline's position. */
  static RtpBurst of(Timeline timeline, long position, int ssrc, Markers markers) {
    AccessUnit unit = timeline.unit(position);
    VideoCodec codec = timeline.clip().codec();
    int packets = packets(codec, unit);
    int overhead = FRAME_BYTES + RTP_HEADER_BYTES + codec.headerBytes() + 1;
    ByteBuf out = ByteBufAllocator.DEFAULT.directBuffer(unit.bytes() + packets * overhead);
    var writer =
        new RtpWriter(
            out,
            timeline.sequence(position),
            timeline.rtpTime(position),
            ssrc,
            packet -> markers.on(packet, packets));
    for (ByteBuf nal : unit.nals()) {
      if (nal.readableBytes() <= MAX_PAYLOAD) {
        writer.single(nal);
      } else {
        writer.fragments(codec, nal);
      }
    }
    return new RtpBurst(out, writer.starts(), unit.keyFrame());
  }

  /** Makes all of it random bytes, packets and frames. */
  void garble(Random random) {
    byte[] garbage = new byte[bytes.readableBytes()];
    random.nextBytes(garbage);
    bytes.setBytes(0, garbage);
  }

  /** RTP payload and headers, without TCP's frames. */
  int rtpBytes() {
    return bytes.readableBytes() - starts.size() * FRAME_BYTES;
  }

  /** The packet without its frame, as a retained view. */
  ByteBuf packet(int index) {
    int begin = starts.get(index) + FRAME_BYTES;
    int end = index + 1 < starts.size() ? starts.get(index + 1) : bytes.writerIndex();
    return bytes.retainedSlice(begin, end - begin);
  }

  /** All packets framed for a channel of a TCP connection; a retained view or a copy. */
  ByteBuf framed(int channel) {
    if (channel == 0) {
      return bytes.retainedDuplicate();
    }
    ByteBuf copy = bytes.copy();
    starts.forEach(start -> copy.setByte(start + 1, channel));
    return copy;
  }
}
