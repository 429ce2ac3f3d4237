package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.testkit.FfmpegPlayer.Decoded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a player on FFmpeg gets to see. */
class RtspPlaybackIT {

  private static final int FRAME_TICKS = 3600;

  private RtspServer server;

  @BeforeEach
  void start() {
    server = RtspServer.builder().build().start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0} over {1}")
  @CsvSource({
    "boxes-h264, tcp",
    "boxes-h264, udp",
    "boxes-h264-bframes, tcp",
    "boxes-h264-bframes, udp",
    "boxes-h265, tcp",
    "boxes-h265, udp",
  })
  void playsThroughTheLoopWithoutAGapInTime(String clip, String transport) throws Exception {
    server.addCamera(SimulatedCamera.looping("cam", Clips.beginning(clip, 20)));
    try (var player = new FfmpegPlayer(server.url("cam"), transport)) {
      List<Decoded> pictures = player.play(45);
      assertThat(pictures).hasSize(45).noneMatch(Decoded::corrupt);
      assertThat(pictures).allMatch(p -> p.width() == 640 && p.height() == 360);
      // FFmpeg gives the first picture of an RTSP stream no time.
      for (int i = 2; i < pictures.size(); i++) {
        assertThat(pictures.get(i).pts() - pictures.get(i - 1).pts()).isEqualTo(FRAME_TICKS);
      }
    }
    assertThat(server.figures("cam").droppedForSlowViewers()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"tcp", "udp"})
  void playsAClipOnceFromItsFirstToItsLastPicture(String transport) throws Exception {
    server.addCamera(SimulatedCamera.once("cam", Clips.beginning(BundledClips.BOXES_H264, 40)));
    for (int viewing = 0; viewing < 2; viewing++) {
      try (var player = new FfmpegPlayer(server.url("cam"), transport)) {
        assertThat(player.play(1000)).hasSize(40).noneMatch(Decoded::corrupt);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"tcp", "udp"})
  void playsKeyFramesOfManyPacketsWhole(String transport) throws Exception {
    Clip campus = Clips.bundled(BundledClips.CAMPUS);
    assertThat(campus.packetsBefore(1)).isGreaterThan(30);
    server.addCamera(SimulatedCamera.looping("cam", campus));
    try (var player = new FfmpegPlayer(server.url("cam"), transport)) {
      assertThat(player.play(12)).hasSize(12).noneMatch(Decoded::corrupt);
    }
  }

  @Test
  void playsAGuardedCameraWithItsPasswordOnly() throws Exception {
    Clip clip = Clips.beginning(BundledClips.BOXES_H264, 25);
    var credentials = new Credentials("admin", "p@ss word");
    server.addCamera(SimulatedCamera.looping("cam", clip).guardedBy(credentials));
    String url = server.url("cam");
    try (var player = new FfmpegPlayer(url.replace("//", "//admin:p%40ss%20word@"), "tcp")) {
      assertThat(player.play(10)).hasSize(10);
    }
    assertThatThrownBy(() -> new FfmpegPlayer(url.replace("//", "//admin:wrong@"), "tcp"))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> new FfmpegPlayer(url, "tcp")).isInstanceOf(IOException.class);
  }

  @Test
  void showsTwoViewersTheSameLivePicture() throws Exception {
    server.addCamera(
        SimulatedCamera.looping("cam", Clips.beginning(BundledClips.BOXES_H264_B_FRAMES, 25)));
    ExecutorService viewers = Executors.newFixedThreadPool(2);
    try {
      List<Future<List<Decoded>>> seen = new ArrayList<>();
      for (String transport : List.of("tcp", "udp")) {
        Callable<List<Decoded>> viewer =
            () -> {
              try (var player = new FfmpegPlayer(server.url("cam"), transport)) {
                return player.play(50);
              }
            };
        seen.add(viewers.submit(viewer));
      }
      for (Future<List<Decoded>> pictures : seen) {
        assertThat(pictures.get()).hasSize(50).noneMatch(Decoded::corrupt);
      }
    } finally {
      viewers.shutdownNow();
    }
  }
}
