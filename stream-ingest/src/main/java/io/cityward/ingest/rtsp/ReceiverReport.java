package io.cityward.ingest.rtsp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What we tell a camera by RTCP (RFC 3550, 6.4.2 and 6.5); some stop sending without. */
final class ReceiverReport {

  private static final byte[] NAME = "cityward".getBytes(StandardCharsets.US_ASCII);

  private ReceiverReport() {}

  /**
   * @param own who we are among the sources
   */
  static byte[] of(int own, Reception reception, SenderClock clock, long nowNanos) {
    boolean blocks = reception.started();
    ByteBuffer out = ByteBuffer.allocate((blocks ? 32 : 8) + 20);
    out.put((byte) (blocks ? 0x81 : 0x80)).put((byte) 201).putShort((short) (blocks ? 7 : 1));
    out.putInt(own);
    if (blocks) {
      out.putInt(reception.source());
      out.putInt(reception.fractionLost() << 24 | (reception.missing() & 0xffffff));
      out.putInt(reception.highest()).putInt(reception.jitter());
      out.putInt(clock.lastReport()).putInt(clock.sinceLastReport(nowNanos));
    }
    // The name's item and two zeros that end the list fill whole words.
    out.put((byte) 0x81).put((byte) 202).putShort((short) 4).putInt(own);
    out.put((byte) 1).put((byte) NAME.length).put(NAME);
    return out.array();
  }
}
