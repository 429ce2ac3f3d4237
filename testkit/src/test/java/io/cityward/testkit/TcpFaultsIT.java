package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.testkit.FfmpegPlayer.Decoded;
import io.cityward.testkit.RtspClient.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Cameras whose connections and packets are not as they should be. */
class TcpFaultsIT {

  private final Clip boxes = Clips.beginning(BundledClips.BOXES_H264, 25);
  private RtspServer server;
  private RtspClient client;

  @BeforeEach
  void start() throws IOException {
    server = RtspServer.builder().camera(SimulatedCamera.looping("cam", boxes)).build().start();
    client = new RtspClient(server);
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void sendsTheSameGarbageToEverybodyAndThenPicturesAgain() throws IOException {
    client.play(server.url("cam"));
    client.rtp();
    server.fault("cam", Fault.GARBAGE);
    assertThatThrownBy(() -> frames(client, 100))
        .as("what comes is no frame")
        .isInstanceOf(EOFException.class);
    assertThat(distinct(client.raw(500))).isGreaterThan(150);
    try (var later = new RtspClient(server)) {
      later.play(server.url("cam"));
      assertThat(distinct(later.raw(500))).isGreaterThan(150);
      server.fault("cam", Fault.NONE);
    }
    try (var after = new RtspClient(server)) {
      after.play(server.url("cam"));
      frames(after, 30);
    }
  }

  @Test
  void closesTheConnectionOfWhoWantsToPlay() throws IOException {
    server.fault("cam", Fault.CLOSE_ON_PLAY);
    assertThat(client.ask("DESCRIBE", server.url("cam")).status()).isEqualTo(200);
    assertThatThrownBy(() -> client.play(server.url("cam"))).isInstanceOf(EOFException.class);
  }

  @Test
  void dripsAnswersAndMediaAndThenGoesOn() throws IOException {
    server.drip("cam", 2000);
    long begun = System.nanoTime();
    int bytes = client.ask("DESCRIBE", server.url("cam")).body().length();
    assertThat(seconds(begun)).isGreaterThan(bytes / 2000.0 - 0.1);
    client.play(server.url("cam"));
    begun = System.nanoTime();
    int media = 0;
    while (media < 1500) {
      media += client.frame().bytes().length;
    }
    assertThat(seconds(begun)).isGreaterThan((media - 200) / 2000.0 - 0.1);
    server.drip("cam", 0);
    frames(client, 60);
  }

  @Test
  void keepsWhatWaitsForADrippingConnectionWithinBounds() throws IOException {
    int[] sizes = new int[10];
    Arrays.fill(sizes, 400_000);
    server.addCamera(SimulatedCamera.looping("big", Clips.madeUp(VideoCodec.H264, sizes)));
    client.play(server.url("big"));
    server.drip("big", 1000);
    Await.until(
        Duration.ofSeconds(10),
        () -> server.figures("big").droppedForSlowViewers() > 3,
        "pictures are dropped");
  }

  @ParameterizedTest
  @EnumSource(Markers.class)
  void marksPicturesAsItIsTold(Markers markers) throws IOException {
    server.addCamera(SimulatedCamera.looping("marks", boxes).markers(markers));
    client.play(server.url("marks"));
    Frame last = client.rtp();
    int packets = 0;
    for (Frame next = client.rtp(); packets < 15; next = client.rtp()) {
      boolean ends = next.rtpTime() != last.rtpTime();
      boolean expected = markers == Markers.EVERY || (markers == Markers.LAST && ends);
      assertThat(last.marked()).isEqualTo(expected);
      last = next;
      packets++;
    }
  }

  @ParameterizedTest(name = "{0}, markers {1}")
  @CsvSource({"boxes-h264, NONE", "boxes-h265, NONE", "boxes-h264-bframes, EVERY"})
  void canBePlayedByFfmpegWhateverItMarks(String clip, Markers markers) throws Exception {
    server.addCamera(SimulatedCamera.looping("marks", Clips.beginning(clip, 25)).markers(markers));
    try (var player = new FfmpegPlayer(server.url("marks"), "tcp")) {
      assertThat(player.play(10)).hasSize(10);
    }
  }

  @ParameterizedTest(name = "{0} over {1}")
  @CsvSource({"boxes-h264, tcp", "boxes-h264-bframes, udp", "boxes-h265, tcp"})
  void playsSmallUnitsSentTogether(String name, String transport) throws Exception {
    Clip together = Clips.beginning(name, 25).aggregated();
    assertThat(together.packetsBefore(1)).isLessThan(Clips.bundled(name).packetsBefore(1));
    server.addCamera(SimulatedCamera.looping("together", together));
    client.play(server.url("together"));
    byte first = client.rtp().bytes()[12];
    assertThat(together.codec().type(first))
        .isEqualTo(together.codec() == VideoCodec.H264 ? 24 : 48);
    try (var player = new FfmpegPlayer(server.url("together"), transport)) {
      List<Decoded> pictures = player.play(15);
      assertThat(pictures).hasSize(15).noneMatch(Decoded::corrupt);
    }
  }

  @Test
  void saysWhichPaceIsWrong() {
    assertThatThrownBy(() -> server.drip("cam", -1))
        .hasMessage("drip: -1 (expected: 0 or more bytes per second)");
  }

  private static void frames(RtspClient client, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Frame frame = client.frame();
      if (frame.channel() > 1 || (frame.bytes()[0] & 0xc0) != 0x80) {
        throw new EOFException("no RTP");
      }
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static long distinct(byte[] bytes) {
    boolean[] seen = new boolean[256];
    for (byte one : bytes) {
      seen[one & 0xff] = true;
    }
    int count = 0;
    for (boolean one : seen) {
      count += one ? 1 : 0;
    }
    return count;
  }
}
