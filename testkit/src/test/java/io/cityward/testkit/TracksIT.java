package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.testkit.RtspClient.Frame;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cameras with a microphone, with nothing but a microphone, and with nothing at all. */
class TracksIT {

  private RtspServer server;
  private RtspClient client;

  @BeforeEach
  void start() throws IOException {
    Clip sounding = Clips.bundled(BundledClips.BOXES_H264_AUDIO);
    Clip silent = Clips.bundled(BundledClips.BOXES_H264);
    server =
        RtspServer.builder()
            .camera(SimulatedCamera.looping("both", sounding))
            .camera(SimulatedCamera.looping("sound", sounding).withoutVideo())
            .camera(SimulatedCamera.looping("nothing", silent).withoutVideo())
            .build()
            .start();
    client = new RtspClient(server);
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void describesTheTracksThatItHas() throws IOException {
    assertThat(client.ask("DESCRIBE", server.url("both")).body())
        .contains("m=video 0 RTP/AVP 96", "m=audio 0 RTP/AVP 97", "MPEG4-GENERIC/16000/1");
    assertThat(client.ask("DESCRIBE", server.url("sound")).body())
        .contains("m=audio")
        .doesNotContain("m=video");
    assertThat(client.ask("DESCRIBE", server.url("nothing")).body())
        .contains("v=0")
        .doesNotContain("m=");
    String transport = "Transport: RTP/AVP/TCP;unicast;interleaved=0-1";
    assertThat(client.ask("SETUP", server.url("sound") + "/video", transport).status())
        .isEqualTo(404);
    assertThat(client.ask("SETUP", server.url("nothing") + "/audio", transport).status())
        .isEqualTo(404);
  }

  @Test
  void sendsPicturesAndSoundOnTheirOwnChannels() throws IOException {
    String url = server.url("both");
    String session = setUp(url + "/audio", 4, "");
    setUp(url + "/video", 6, session);
    assertThat(client.ask("PLAY", url, "Session: " + session).header("RTP-Info"))
        .containsPattern("url=.*/video;seq=.*,url=.*/audio;seq=");
    int pictures = 0;
    Frame before = null;
    for (int sounds = 0; sounds < 15; ) {
      Frame frame = client.frame();
      pictures += frame.channel() == 6 && frame.marked() ? 1 : 0;
      if (frame.channel() == 4) {
        assertThat(frame.bytes()[1] & 0x7f).isEqualTo(AudioStream.PAYLOAD_TYPE);
        assertThat(frame.word(12)).isEqualTo(16 << 16 | (frame.bytes().length - 16) << 3);
        if (before != null) {
          assertThat(frame.sequence()).isEqualTo((before.sequence() + 1) & 0xffff);
          assertThat(frame.rtpTime() - before.rtpTime()).isEqualTo(1024);
        }
        before = frame;
        sounds++;
      }
    }
    assertThat(pictures).as("in the 0.9 s of 15 frames of sound").isBetween(15, 40);
    assertThat(client.ask("TEARDOWN", url, "Session: " + session).status()).isEqualTo(200);
  }

  @Test
  void isSilentWhenItIsFrozen() throws IOException {
    String session = setUp(server.url("sound") + "/audio", 0, "");
    client.ask("PLAY", server.url("sound"), "Session: " + session);
    client.rtp();
    server.fault("sound", Fault.FROZEN);
    client.patience(200);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                client.frame();
              }
            })
        .isInstanceOf(SocketTimeoutException.class);
    server.fault("sound", Fault.NONE);
    client.patience(5000);
    assertThat(client.rtp()).isNotNull();
  }

  @Test
  void isPlayedByFfmpegWithItsSound() throws Exception {
    try (var player = new FfmpegPlayer(server.url("both"), "tcp")) {
      assertThat(player.tracks()).isEqualTo("h264 640x360, aac 16000 Hz");
      assertThat(player.play(10)).hasSize(10);
    }
    try (var player = new FfmpegPlayer(server.url("sound"), "udp")) {
      assertThat(player.tracks()).isEqualTo("aac 16000 Hz");
    }
    assertThatThrownBy(() -> new FfmpegPlayer(server.url("nothing"), "tcp"))
        .isInstanceOf(IOException.class);
  }

  private String setUp(String url, int channel, String session) throws IOException {
    String transport =
        "Transport: RTP/AVP/TCP;unicast;interleaved=" + channel + "-" + (channel + 1);
    var answer =
        session.isEmpty()
            ? client.ask("SETUP", url, transport)
            : client.ask("SETUP", url, transport, "Session: " + session);
    assertThat(answer.status()).isEqualTo(200);
    return answer.session();
  }
}
