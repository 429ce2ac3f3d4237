package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RtpBurstTest {

  private static final int SSRC = 0x1234_5678;

  @ParameterizedTest(name = "{0}, NAL unit of {1} bytes: {2} packets")
  @CsvSource({
    "H264, 5, 1",
    "H264, 1400, 1",
    "H264, 1401, 2",
    "H264, 2797, 2",
    "H264, 2798, 3",
    "H265, 1400, 1",
    "H265, 1401, 2",
    "H265, 2796, 2",
    "H265, 2797, 3",
  })
  void comesBackWholeFromItsPackets(VideoCodec codec, int size, int packets) {
    Clip clip = Clips.madeUp(codec, size);
    RtpBurst burst = RtpBurst.of(new Timeline(clip, true, 0, 65_535, 77), 0, SSRC, Markers.LAST);
    assertThat(burst.starts()).hasSize(packets);
    ByteBuf whole = Unpooled.buffer();
    for (int i = 0; i < packets; i++) {
      ByteBuf packet = burst.packet(i);
      assertThat(packet.readableBytes()).isLessThanOrEqualTo(12 + RtpBurst.MAX_PAYLOAD);
      assertThat(packet.readUnsignedByte()).isEqualTo((short) 0x80);
      assertThat(packet.readUnsignedByte()).isEqualTo((short) (i == packets - 1 ? 0xe0 : 0x60));
      assertThat(packet.readUnsignedShort()).isEqualTo((65_535 + i) & 0xffff);
      assertThat(packet.readInt()).isEqualTo(77);
      assertThat(packet.readInt()).isEqualTo(SSRC);
      unpack(codec, packet, whole, packets == 1, i == 0, i == packets - 1);
      packet.release();
    }
    assertThat(ByteBufUtil.hexDump(whole))
        .isEqualTo(ByteBufUtil.hexDump(clip.units().get(0).nals().get(0)));
    burst.bytes().release();
  }

  @Test
  void framesPacketsForTheChannelThatAClientChose() {
    RtpBurst burst =
        RtpBurst.of(
            new Timeline(Clips.madeUp(VideoCodec.H264, 4000), true, 0, 0, 0),
            0,
            SSRC,
            Markers.LAST);
    ByteBuf framed = burst.framed(6);
    int packets = 0;
    while (framed.isReadable()) {
      assertThat(framed.readByte()).isEqualTo((byte) '$');
      assertThat(framed.readByte()).isEqualTo((byte) 6);
      framed.skipBytes(framed.readUnsignedShort());
      packets++;
    }
    assertThat(packets).isEqualTo(burst.starts().size());
    assertThat(burst.framed(0).getByte(1)).isZero();
  }

  /** Undoes RFC 6184, 5.8 and RFC 7798, 4.4.3. */
  private static void unpack(
      VideoCodec codec,
      ByteBuf payload,
      ByteBuf whole,
      boolean single,
      boolean first,
      boolean last) {
    if (!single) {
      int indicator = payload.readUnsignedByte();
      int layer = codec == VideoCodec.H265 ? payload.readUnsignedByte() : 0;
      int header = payload.readUnsignedByte();
      assertThat(header >> 7).isEqualTo(first ? 1 : 0);
      assertThat((header >> 6) & 1).isEqualTo(last ? 1 : 0);
      if (codec == VideoCodec.H264) {
        assertThat(indicator & 0x1f).isEqualTo(28);
      } else {
        assertThat(indicator >> 1).isEqualTo(49);
      }
      if (first && codec == VideoCodec.H264) {
        whole.writeByte((indicator & 0xe0) | (header & 0x1f));
      } else if (first) {
        whole.writeByte((header & 0x3f) << 1).writeByte(layer);
      }
    }
    whole.writeBytes(payload);
  }
}
