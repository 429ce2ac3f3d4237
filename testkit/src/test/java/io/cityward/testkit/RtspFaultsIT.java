package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import io.cityward.testkit.RtspClient.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cameras and clients that misbehave, and what is left of it afterwards. */
class RtspFaultsIT {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final TestClock clock = TestClock.at("2026-11-23T08:00:00Z");
  private RtspServer server;
  private RtspClient client;
  private String url;

  @BeforeEach
  void start() throws IOException {
    server =
        RtspServer.builder()
            .clock(clock)
            .sessionTimeout(Duration.ofSeconds(1))
            .camera(SimulatedCamera.looping("cam", Clips.beginning(BundledClips.BOXES_H264, 25)))
            .camera(SimulatedCamera.looping("other", Clips.bundled(BundledClips.BOXES_H265)))
            .build()
            .start();
    url = server.url("cam");
    client = new RtspClient(server);
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void freezesAndComesBackWithAKeyFrame() throws IOException {
    String session = client.play(url);
    client.rtp();
    server.fault("cam", Fault.FROZEN);
    assertThat(client.ask("GET_PARAMETER", url, "Session: " + session).status()).isEqualTo(200);
    client.patience(200);
    assertThatThrownBy(() -> readFor(client, LIMIT)).isInstanceOf(SocketTimeoutException.class);
    client.patience(5000);
    server.fault("cam", Fault.NONE);
    client.ask("GET_PARAMETER", url, "Session: " + session);
    assertThat(client.rtp().bytes()[12] & 0x1f).as("a parameter set comes first").isEqualTo(7);
  }

  @Test
  void isMuteForOneCameraOnly() throws IOException {
    server.fault("cam", Fault.MUTE);
    client.patience(200);
    assertThatThrownBy(() -> client.ask("OPTIONS", url)).isInstanceOf(SocketTimeoutException.class);
    try (var another = new RtspClient(server)) {
      another.play(server.url("other"));
      assertThat(another.rtp()).isNotNull();
    }
  }

  @Test
  void refusesEverybodyWhenTold() throws IOException {
    server.fault("cam", Fault.UNAUTHORISED);
    assertThat(client.ask("DESCRIBE", url).status()).isEqualTo(401);
    server.fault("cam", Fault.OVERLOADED);
    assertThat(client.ask("DESCRIBE", url).status()).isEqualTo(503);
    server.fault("cam", Fault.NONE);
    assertThat(client.ask("DESCRIBE", url).status()).isEqualTo(200);
  }

  @Test
  void resetsItsConnectionsAndNoOthers() throws IOException {
    client.play(url);
    try (var another = new RtspClient(server)) {
      another.play(server.url("other"));
      server.cut("cam");
      assertThatThrownBy(() -> readFor(client, LIMIT))
          .isInstanceOfAny(SocketException.class, EOFException.class);
      assertThat(another.rtp()).isNotNull();
    }
    Await.until(LIMIT, () -> server.figures("cam").viewers() == 0, "nobody watches cam");
  }

  @Test
  void endsTheStreamOfACameraThatIsTakenAway() throws IOException {
    client.play(url);
    server.removeCamera("cam");
    Frame last = client.rtcp();
    while ((last.bytes()[1] & 0xff) != 201) {
      last = client.rtcp();
    }
    assertThat(last.bytes()).as("RTCP BYE").contains((byte) 203);
    assertThatThrownBy(client::frame).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> server.url("cam")).hasMessageContaining("no such camera");
    assertThat(server.cameras()).containsExactly("other");
  }

  @Test
  void reportsItsWallClock() throws IOException {
    client.play(url);
    Frame report = client.rtcp();
    assertThat(report.bytes()[1] & 0xff).isEqualTo(200);
    assertThat(Integer.toUnsignedLong(report.word(8)) - 2_208_988_800L)
        .isEqualTo(clock.instant().getEpochSecond());
    Frame first = client.rtp();
    int ticks = first.word(4) - report.word(16);
    assertThat(ticks).as("RTP time of report and picture").isBetween(-9000, 9000);
  }

  @Test
  void dropsPicturesForASlowViewerAndKeepsUpWithTheOther() throws IOException {
    try (RtspServer patient =
            RtspServer.builder().camera(SimulatedCamera.looping("big", heavy())).build().start();
        var slow = new RtspClient(patient, 4096);
        var quick = new RtspClient(patient)) {
      slow.play(patient.url("big"));
      quick.play(patient.url("big"));
      while (patient.figures("big").droppedForSlowViewers() < 10) {
        quick.rtp();
      }
      Frame last = slow.rtp();
      int jumps = 0;
      while (jumps == 0) {
        Frame packet = slow.rtp();
        jumps += packet.sequence() == ((last.sequence() + 1) & 0xffff) ? 0 : 1;
        last = packet;
      }
      assertThat(last.bytes()[13] & 0x1f).as("goes on with a key frame").isEqualTo(5);
      assertThat(patient.figures("big").viewers()).isEqualTo(2);
    }
  }

  @Test
  void givesUpAViewerThatIsSilentForTooLong() throws IOException {
    client.play(url);
    assertThatThrownBy(() -> readFor(client, LIMIT)).isInstanceOf(EOFException.class);
    assertThat(server.figures("cam").viewers()).isZero();
  }

  @Test
  void keepsAViewerThatShowsLife() throws IOException {
    String session = client.play(url);
    long end = System.nanoTime() + Duration.ofMillis(2500).toNanos();
    int answers = 0;
    while (System.nanoTime() < end) {
      client.rtp();
      assertThat(client.ask("OPTIONS", url, "Session: " + session).status()).isEqualTo(200);
      answers++;
    }
    assertThat(answers).isGreaterThan(10);
    assertThat(server.figures("cam").viewers()).isEqualTo(1);
  }

  @Test
  void saysWhatIsWrongWithAPortOrAName() {
    Clip clip = Clips.bundled(BundledClips.BOXES_H264);
    RtspServer second = RtspServer.builder().port(server.port()).build();
    assertThatThrownBy(second::start)
        .isInstanceOf(CityException.class)
        .hasMessageContaining("cannot listen on 127.0.0.1:" + server.port());
    assertThatThrownBy(() -> server.addCamera(SimulatedCamera.looping("cam", clip)))
        .hasMessageContaining("cam (there is one of that name)");
    assertThatThrownBy(() -> SimulatedCamera.looping("../cam", clip))
        .hasMessageContaining("camera name: ../cam (expected:");
  }

  @Test
  void servesAgainOnTheSamePortAfterARestart() throws IOException {
    int port = server.port();
    client.play(url);
    server.close();
    assertThatThrownBy(() -> readFor(client, LIMIT)).isInstanceOf(IOException.class);
    server =
        RtspServer.builder()
            .port(port)
            .camera(SimulatedCamera.looping("cam", Clips.bundled(BundledClips.BOXES_H264)))
            .build()
            .start();
    try (var again = new RtspClient(server)) {
      again.play(url);
      assertThat(again.rtp()).isNotNull();
    }
  }

  /** 25 pictures of 400 kB a second: more than socket buffers and the server's own bound hold. */
  private static Clip heavy() {
    int[] sizes = new int[10];
    Arrays.fill(sizes, 400_000);
    return Clips.madeUp(VideoCodec.H264, sizes);
  }

  private static void readFor(RtspClient client, Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < end) {
      client.frame();
    }
  }
}
