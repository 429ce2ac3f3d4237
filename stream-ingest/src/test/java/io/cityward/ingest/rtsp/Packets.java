package io.cityward.ingest.rtsp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** RTP packets by hand. */
final class Packets {

  static final int TYPE = 96;
  static final int SOURCE = 0x1234_5678;

  private Packets() {}

  /** Bytes from text such as {@code "65 88 84"}. */
  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  static byte[] rtp(int sequence, int time, boolean marker, byte[] payload) {
    ByteBuffer out = ByteBuffer.allocate(RtpPacket.HEADER + payload.length);
    out.put((byte) 0x80).put((byte) (TYPE | (marker ? 0x80 : 0)));
    out.putShort((short) sequence).putInt(time).putInt(SOURCE).put(payload);
    return out.array();
  }

  /** Behind the four bytes that frame it in a connection. */
  static byte[] framed(int channel, byte[] packet) {
    ByteBuffer out = ByteBuffer.allocate(4 + packet.length);
    out.put((byte) '$').put((byte) channel).putShort((short) packet.length).put(packet);
    return out.array();
  }

  static RtpPacket read(byte[] bytes) {
    RtpPacket packet = new RtpPacket();
    if (!packet.read(ByteBuffer.wrap(bytes), 0, bytes.length)) {
      throw new AssertionError("not an RTP packet");
    }
    return packet;
  }
}
