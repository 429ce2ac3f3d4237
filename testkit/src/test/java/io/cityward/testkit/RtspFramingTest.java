package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtspFramingTest {

  private static final String OPTIONS = "OPTIONS rtsp://h/cam RTSP/1.0\r\nCSeq: 1\r\n\r\n";

  private final EmbeddedChannel channel = new EmbeddedChannel(new RtspFraming());

  @Test
  void readsHeadersWhateverTheirCase() {
    RtspRequest request =
        (RtspRequest) read("PLAY rtsp://h:1/cam/ RTSP/1.0\r\ncseq:7\r\n\r\n").get(0);
    assertThat(request.method()).isEqualTo("PLAY");
    assertThat(request.sequence()).contains("7");
    assertThat(request.path()).isEqualTo("cam");
    assertThat(request.origin()).isEqualTo("rtsp://h:1");
  }

  @Test
  void tellsBinaryDataAndRequestsApart() {
    List<Inbound> read = read("$\1\0\5OPTI\n" + OPTIONS + "$\1\0\0" + "\r\n" + OPTIONS);
    assertThat(read).hasSize(4);
    assertThat(read.get(0)).isEqualTo(new Inbound.Interleaved(1, 5));
    assertThat(read.get(1)).isInstanceOf(RtspRequest.class);
    assertThat(read.get(2)).isEqualTo(new Inbound.Interleaved(1, 0));
    assertThat(read.get(3)).isInstanceOf(RtspRequest.class);
  }

  @Test
  void readsTheSameWhenBytesArriveOneByOne() {
    String withBody =
        "GET_PARAMETER rtsp://h/cam RTSP/1.0\r\nCSeq: 2\r\nContent-Length: 4\r\n\r\n$\1\0\2";
    String all = "$\0\0\3abc" + OPTIONS + withBody + OPTIONS;
    List<Inbound> whole = read(all);
    List<Inbound> dripped = new ArrayList<>();
    for (int i = 0; i < all.length(); i++) {
      dripped.addAll(read(all.substring(i, i + 1)));
    }
    assertThat(whole).hasSize(4).isEqualTo(dripped);
    assertThat(((RtspRequest) whole.get(2)).body()).isEqualTo("$\1\0\2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "OPTIONS rtsp://h/cam\r\n\r\n",
        "OPTIONS rtsp://h/cam RTSP/1.0 more\r\n\r\n",
        " \r\n\r\n",
        "OPTIONS rtsp://h/cam RTSP/1.0\r\nno colon\r\n\r\n",
        "OPTIONS rtsp://h/cam RTSP/1.0\r\n: nameless\r\n\r\n",
        "OPTIONS rtsp://h/cam RTSP/1.0\r\nContent-Length: -1\r\n\r\n",
        "OPTIONS rtsp://h/cam RTSP/1.0\r\nContent-Length: 99999999999\r\n\r\n",
      })
  void refusesWhatIsNotRtspAndReadsNoFurther(String text) {
    assertThat(read(text + OPTIONS)).containsExactly(new Inbound.Malformed(RtspStatus.BAD_REQUEST));
    assertThat(read(OPTIONS)).isEmpty();
  }

  @Test
  void refusesHeadsWithoutEndAndHugeBodies() {
    var tooLarge = new Inbound.Malformed(RtspStatus.TOO_LARGE);
    assertThat(read("X".repeat(RtspFraming.MOST_HEAD_BYTES + 1))).containsExactly(tooLarge);
    var other = new EmbeddedChannel(new RtspFraming());
    other.writeInbound(
        Unpooled.copiedBuffer(
            "OPTIONS * RTSP/1.0\r\nContent-Length: 70000\r\n\r\n", StandardCharsets.ISO_8859_1));
    assertThat(other.<Inbound>readInbound()).isEqualTo(tooLarge);
  }

  private List<Inbound> read(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    List<Inbound> read = new ArrayList<>();
    for (Inbound next = channel.readInbound(); next != null; next = channel.readInbound()) {
      read.add(next);
    }
    return read;
  }
}
