package io.cityward.ingest.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.ingest.rtsp.RtspFailure.Kind;
import io.cityward.ingest.rtsp.VideoFormat.Codec;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionDescriptionTest {

  private static final String CAMERA =
      """
      v=0
      o=- 1 1 IN IP4 10.0.0.7
      s=Media Presentation
      t=0 0
      a=control:rtsp://10.0.0.7/all
      m=audio 0 RTP/AVP 0
      a=control:trackID=2
      m=video 0 RTP/AVP 97 96
      a=rtpmap:96 H264/90000
      a=fmtp:96 packetization-mode=1; sprop-parameter-sets=Z0IAHg==, aM4=;
      a=control:trackID=1
      a=framerate:12.5
      """;

  @Test
  void findsTheVideoAmongTheTracks() throws RtspFailure {
    SessionDescription description = SessionDescription.parse(CAMERA.replace("\n", "\r\n"));
    VideoTrack track = description.video();

    assertThat(description.control()).isEqualTo("rtsp://10.0.0.7/all");
    assertThat(track.codec()).isEqualTo(Codec.H264);
    assertThat(track.control()).isEqualTo("trackID=1");
    assertThat(track.payloadType()).isEqualTo(96);
    assertThat(track.framesPerSecond()).isEqualTo(12.5);
    assertThat(HexFormat.of().formatHex(track.parameterSets().bytes()))
        .isEqualTo("000000016742001e" + "0000000168ce");
  }

  @Test
  void readsWhatBelongsToH265() throws RtspFailure {
    VideoTrack track =
        SessionDescription.parse(
                """
                m=video 0 RTP/AVP 98
                a=rtpmap:98 hevc/90000
                a=fmtp:98 sprop-pps=RAEB;sprop-vps=QAEM;sprop-sps=QgEB;sprop-max-don-diff=2
                """)
            .video();

    assertThat(track.codec()).isEqualTo(Codec.H265);
    assertThat(track.ordered()).isTrue();
    assertThat(HexFormat.of().formatHex(track.parameterSets().bytes()))
        .isEqualTo("0000000140010c" + "00000001420101" + "00000001440101");
  }

  @ParameterizedTest
  @CsvSource({
    "'!!!'",
    "'AAAA,Z0'",
    "'AAAAAQ=='",
    "'MTIz'",
  })
  void leavesOutParameterSetsThatAreNone(String sets) throws RtspFailure {
    String text = "m=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000\na=fmtp:96 sprop-parameter-sets=";

    assertThat(SessionDescription.parse(text + sets).video().parameterSets().length()).isZero();
  }

  @Test
  void takesStartCodesOffParameterSets() throws RtspFailure {
    String text = "m=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000\na=fmtp:96 sprop-parameter-sets=";

    assertThat(SessionDescription.parse(text + "AAAAAWdCAB4=").video().parameterSets().bytes())
        .isEqualTo(Packets.hex("00000001 6742001e"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "m=video 0 RTP/AVP 26 | its video is JPEG (expected: H264 or H265)",
        "m=video 0 RTP/AVP 96;a=rtpmap:96 MP4V-ES/90000 | its video is MP4V-ES (expected: H264 or H265)",
        "m=video 0 RTP/AVP 96 | its video is of payload type 96 (expected: H264 or H265)",
        "m=video 0 RTP/SAVP 96;a=rtpmap:96 H264/90000 | its video is H264 by RTP/SAVP (expected: H264 or H265)",
        "m=video | its video is of an unknown type (expected: H264 or H265)",
        "m=video 0 RTP/AVP 96;a=rtpmap:96 H264/90000;a=fmtp:96 packetization-mode=2 |"
            + " its video is H264 in interleaved order (packetization-mode=2) (expected: H264 or H265)",
      })
  void namesVideoThatItCannotRead(String text, String reason) {
    assertThatThrownBy(() -> SessionDescription.parse(text.replace(';', '\n')).video())
        .hasMessage(reason)
        .isInstanceOfSatisfying(
            RtspFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED_CODEC));
  }

  @ParameterizedTest
  @CsvSource({
    "m=audio 0 RTP/AVP 0, 'has no video track, but audio'",
    "hello, has no video track",
    "'', has no video track",
  })
  void saysThatThereIsNoVideo(String text, String reason) {
    assertThatThrownBy(() -> SessionDescription.parse(text).video())
        .hasMessage(reason)
        .isInstanceOfSatisfying(
            RtspFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.NO_VIDEO));
  }

  @Test
  void anyOtherBrokenDescriptionFailsAsOneThatIsUnderstoodDoes() {
    Random random = new Random(3);
    String characters = "mavideocontrl:=;,/ 0123456789\n\r\0+-ü";
    for (int i = 0; i < 3000; i++) {
      StringBuilder text = new StringBuilder(CAMERA);
      for (int k = random.nextInt(40); k >= 0; k--) {
        int at = random.nextInt(text.length());
        text.setCharAt(at, characters.charAt(random.nextInt(characters.length())));
      }
      assertThatCode(
              () -> {
                try {
                  SessionDescription.parse(text.toString()).video();
                } catch (RtspFailure expected) {
                  assertThat(expected.reason()).isNotBlank();
                }
              })
          .doesNotThrowAnyException();
    }
  }
}
