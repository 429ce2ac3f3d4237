package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.testkit.FfmpegPlayer.Decoded;
import io.cityward.testkit.RtspClient.Frame;
import io.netty.buffer.ByteBufUtil;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cameras that change their picture or their time while somebody watches. */
class StreamChangesIT {

  private static final int FRAME_TICKS = 3600;

  private final Clip boxes = Clips.beginning(BundledClips.BOXES_H264, 25);
  private final Clip small = Clips.beginning(BundledClips.BOXES_H264_SMALL, 25);
  private RtspServer server;

  @BeforeEach
  void start() {
    server = RtspServer.builder().build().start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp"})
  void changesItsResolutionInTheMiddleOfTheStream(String transport) throws Exception {
    server.addCamera(SimulatedCamera.looping("cam", boxes));
    try (var player = new FfmpegPlayer(server.url("cam"), transport)) {
      assertThat(player.play(5)).allMatch(picture -> picture.width() == 640);
      server.switchClip("cam", small);
      List<Decoded> pictures = player.play(50);
      assertThat(pictures).noneMatch(Decoded::corrupt);
      assertThat(pictures.get(49)).matches(p -> p.width() == 352 && p.height() == 288);
    }
  }

  @Test
  void countsOnWhenTheClipChanges() throws IOException {
    server.addCamera(SimulatedCamera.looping("cam", boxes));
    try (var client = new RtspClient(server)) {
      client.play(server.url("cam"));
      Frame last = client.rtp();
      server.switchClip("cam", small);
      for (int packets = 0; packets < 35; packets++) {
        Frame next = client.rtp();
        assertThat(next.sequence()).isEqualTo((last.sequence() + 1) & 0xffff);
        assertThat(next.rtpTime() - last.rtpTime()).isIn(0, FRAME_TICKS);
        last = next;
      }
      assertThat(client.ask("DESCRIBE", server.url("cam")).body())
          .contains("a=rtpmap:96 H264/90000", sprop(small))
          .doesNotContain(sprop(boxes));
    }
  }

  @Test
  void sendsItsViewersAwayWhenTheCodecChanges() throws Exception {
    server.addCamera(SimulatedCamera.looping("cam", boxes));
    try (var client = new RtspClient(server)) {
      client.play(server.url("cam"));
      client.rtp();
      server.switchClip("cam", Clips.beginning(BundledClips.BOXES_H265, 25));
      assertThatThrownBy(() -> readToTheEnd(client)).isInstanceOf(EOFException.class);
    }
    try (var client = new RtspClient(server);
        var player = new FfmpegPlayer(server.url("cam"), "tcp")) {
      assertThat(client.ask("DESCRIBE", server.url("cam")).body()).contains("H265/90000");
      assertThat(player.play(10)).hasSize(10).noneMatch(Decoded::corrupt);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3600, -3600})
  void jumpsInTimeButNotInItsPace(int seconds) throws IOException {
    server.addCamera(SimulatedCamera.looping("cam", boxes));
    try (var client = new RtspClient(server)) {
      client.play(server.url("cam"));
      Frame last = client.rtp();
      server.jumpTime("cam", Duration.ofSeconds(seconds));
      List<Integer> steps = new ArrayList<>();
      for (int pictures = 0; pictures < 20; pictures++) {
        Frame next = client.picture(last);
        steps.add(next.rtpTime() - last.rtpTime());
        last = next;
      }
      assertThat(steps).containsOnlyOnce(seconds * 90_000 + FRAME_TICKS);
      assertThat(steps).filteredOn(step -> step == FRAME_TICKS).hasSize(19);
    }
  }

  @Test
  void wrapsItsNumbersWithinTheFirstPictures() throws Exception {
    server.addCamera(
        SimulatedCamera.looping("cam", boxes)
            .firstSequence(65_530)
            .firstRtpTime(0x1_0000_0000L - 10 * FRAME_TICKS));
    try (var client = new RtspClient(server);
        var player = new FfmpegPlayer(server.url("cam"), "tcp")) {
      client.play(server.url("cam"));
      List<Decoded> pictures = player.play(40);
      assertThat(pictures).hasSize(40).noneMatch(Decoded::corrupt);
      for (int i = 2; i < 40; i++) {
        assertThat(pictures.get(i).pts() - pictures.get(i - 1).pts()).isEqualTo(FRAME_TICKS);
      }
    }
  }

  @Test
  void beginsWithTheNumbersItIsTold() throws IOException {
    server.addCamera(
        SimulatedCamera.looping("cam", boxes).firstSequence(65_535).firstRtpTime(0xffff_ffffL));
    try (var client = new RtspClient(server)) {
      client.play(server.url("cam"));
      Frame first = client.rtp();
      assertThat(first.sequence()).isEqualTo(65_535);
      assertThat(first.rtpTime()).isEqualTo(-1);
      assertThat(client.rtp().sequence()).isZero();
      assertThat(client.picture(first).rtpTime()).isEqualTo(FRAME_TICKS - 1);
    }
  }

  @Test
  void isWhereItsPhaseSaysBeforeAnybodyWatches() throws IOException {
    Clip clip = Clips.bundled(BundledClips.BOXES_H264);
    server.addCamera(
        SimulatedCamera.looping("cam", clip).firstRtpTime(0).phase(Duration.ofMillis(2500)));
    try (var client = new RtspClient(server)) {
      client.play(server.url("cam"));
      assertThat(client.rtp().rtpTime()).as("its third key frame").isEqualTo(4 * 90_000);
    }
  }

  /** Its SPS as the description tells it. */
  private static String sprop(Clip clip) {
    byte[] sps = ByteBufUtil.getBytes(clip.parameterSets().get(0));
    return Base64.getEncoder().encodeToString(sps);
  }

  private static void readToTheEnd(RtspClient client) throws IOException {
    for (int frames = 0; frames < 1000; frames++) {
      client.frame();
    }
  }
}
