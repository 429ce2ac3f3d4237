package io.cityward.ingest.rtsp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTest {

  private static final byte[] OK = ascii("RTSP/1.0 200 OK\r\nCSeq: 7\r\n\r\n");

  private final Framing framing = new Framing();

  @Test
  void comesToTheSameFramesAndMessagesHoweverTheBytesAreCut() throws Exception {
    Random random = new Random(7);
    for (int round = 0; round < 60; round++) {
      List<byte[]> parts = new ArrayList<>(List.of(OK));
      List<String> expected = new ArrayList<>(List.of("200"));
      for (int i = 0; i < 40; i++) {
        add(random, i, parts, expected);
      }
      int most = 1 + random.nextInt(round % 2 == 0 ? 9 : 4000);
      Framing fresh = new Framing();

      assertThat(all(fresh, Packets.join(parts.toArray(byte[][]::new)), most, random))
          .isEqualTo(expected);
      assertThat(fresh.junk()).isZero();
    }
  }

  private static void add(Random random, int i, List<byte[]> parts, List<String> expected) {
    byte[] payload = new byte[random.nextInt(i % 10 == 0 ? 60_000 : 300)];
    random.nextBytes(payload);
    switch (random.nextInt(4)) {
      case 0 -> {
        String text = "a".repeat(random.nextInt(2000));
        parts.add(ascii("RTSP/1.0 404 x\nContent-Length: " + text.length() + "\n\n" + text));
        expected.add("404" + text);
      }
      case 1 -> parts.add(Packets.framed(4, Packets.rtp(i, i, false, payload)));
      case 2 -> parts.add(Packets.framed(0, new byte[0]));
      default -> {
        byte[] packet = Packets.rtp(i, i, false, payload);
        parts.add(Packets.framed(0, packet));
        expected.add(HexFormat.of().formatHex(packet));
      }
    }
    // Frames without bytes are told, too: they are nobody's RTP.
    if (parts.get(parts.size() - 1).length == 4) {
      expected.add("");
    }
  }

  @Test
  void findsTheNextFrameAfterJunk() throws Exception {
    byte[] frame = Packets.framed(0, Packets.rtp(1, 2, true, new byte[20]));
    byte[] junk = ascii("junk $ and $$ more R RTSP$\0\0\5hello");
    byte[] bytes = Packets.join(OK, frame, junk, frame, ascii("%%%"), OK, frame);
    String packet = HexFormat.of().formatHex(frame, 4, frame.length);

    assertThat(all(framing, bytes, 1000, new Random(1)))
        .containsExactly("200", packet, packet, "200", packet);
    assertThat(framing.junk()).isEqualTo(junk.length + 3);
  }

  @Test
  void givesUpOnBytesThatAreNeverRtp() {
    byte[] junk = new byte[Framing.MOST_JUNK + 10];
    java.util.Arrays.fill(junk, (byte) 0x55);

    assertThatThrownBy(() -> all(framing, Packets.join(OK, junk), 5000, new Random(1)))
        .isInstanceOf(RtspFailure.class)
        .hasMessage("sends bytes that are no RTP");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 OK\r\n\r\n", "220 ftp ready\r\n", "\u0000\u0001\u0002"})
  void knowsAtOnceWhoIsNoCamera(String greeting) {
    assertThatThrownBy(() -> all(framing, ascii(greeting), 100, new Random(1)))
        .hasMessage("answers, but not as an RTSP camera does");
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999999999999999999", "-1", "abc", "262145"})
  void refusesAnAbsurdLength(String length) {
    byte[] bytes = ascii("RTSP/1.0 200 OK\r\nContent-Length: " + length + "\r\n\r\n");

    assertThatThrownBy(() -> all(framing, bytes, 100, new Random(1)))
        .hasMessage("Content-Length: " + length + " (expected: 0 to 262144)");
  }

  @Test
  void boundsWhatAHeadMayHold() {
    String many = "RTSP/1.0 200 OK\r\n" + "A: b\r\n".repeat(101) + "\r\n";
    String wide = "RTSP/1.0 200 OK\r\nA: " + "b".repeat(9000) + "\r\n\r\n";
    String endless = "RTSP/1.0 200 OK\r\n" + "A: b\r\n".repeat(20_000);

    assertThatThrownBy(() -> all(new Framing(), ascii(many), 999, new Random(1)))
        .hasMessage("sends more than 100 header lines");
    assertThatThrownBy(() -> all(new Framing(), ascii(wide), 999, new Random(1)))
        .hasMessage("sends a header line of more than 8 KiB");
    assertThatThrownBy(() -> all(new Framing(), ascii(endless), 999, new Random(1)))
        .hasMessage("sends a message head of more than 64 KiB");
  }

  /** Each frame as hexadecimal digits, each message as its status and body. */
  private static List<String> all(Framing framing, byte[] bytes, int mostAtOnce, Random random)
      throws IOException, RtspFailure {
    framing.expect(0, 1, Packets.TYPE);
    ByteBuffer left = ByteBuffer.wrap(bytes);
    List<String> found = new ArrayList<>();
    while (true) {
      switch (framing.next()) {
        case MESSAGE -> found.add(framing.message().status() + framing.message().body());
        case FRAME -> {
          byte[] frame = new byte[framing.length()];
          framing.bytes().get(framing.at(), frame);
          found.add(HexFormat.of().formatHex(frame));
        }
        default -> {
          if (!left.hasRemaining()) {
            return found;
          }
          framing.fill(into -> some(left, into, 1 + random.nextInt(mostAtOnce)));
        }
      }
    }
  }

  private static int some(ByteBuffer from, ByteBuffer to, int most) {
    int count = Math.min(Math.min(most, to.remaining()), from.remaining());
    to.put(from.slice(from.position(), count));
    from.position(from.position() + count);
    return count;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
