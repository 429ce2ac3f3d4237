package io.cityward.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.ingest.SourceState.Kind;
import io.cityward.testkit.Await;
import io.cityward.testkit.BundledClips;
import io.cityward.testkit.Clip;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class CameraFaultsIT {

  @TempDir private Path clips;
  private final Witness witness = new Witness();

  @Test
  void saysThatNobodyListens() throws IOException {
    int port;
    try (ServerSocket free = listen()) {
      port = free.getLocalPort();
    }
    try (var session =
        Sessions.start("rtsp://127.0.0.1:" + port + "/x", DecodePolicy.ALL, witness)) {
      SourceState state = witness.awaitState(Kind.REFUSED);

      assertThat(state.reason())
          .startsWith("rtsp://127.0.0.1:" + port + "/x: nobody listens there")
          .contains("tries again in");
      assertThat(session.state().kind()).isIn(Kind.REFUSED, Kind.CONNECTING);
    }
    assertThat(witness.states.get(witness.states.size() - 1).kind()).isEqualTo(Kind.STOPPED);
  }

  @Test
  void saysThatThereIsNoSuchHost() {
    try (var session = Sessions.start("rtsp://no-such-host.invalid/x", DecodePolicy.ALL, witness)) {
      SourceState state = witness.awaitState(Kind.REFUSED);

      assertThat(state.reason()).contains("no-such-host.invalid", "no such host");
      assertThat(session.figures().packets()).isZero();
    }
  }

  @Test
  void givesUpOnAServerThatNeverAnswersWithinTheTimeout() throws IOException {
    try (FakeServer mute = FakeServer.mute();
        var session = impatient(mute)) {
      long started = System.nanoTime();
      SourceState stalled = witness.awaitState(Kind.STALLED);

      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(4));
      assertThat(stalled.reason()).contains("did not answer within 1.5 s", "tries again in");
      assertThat(witness.saw(Kind.BACKING_OFF)).isFalse();
      assertThat(session.figures().packets()).isZero();
    }
  }

  @Test
  void closesWithinTwoSecondsWhileAReadHangs() throws IOException {
    SessionSettings patient =
        new SessionSettings(
            Transport.TCP,
            Reader.AUTO,
            TlsTrust.SYSTEM,
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            1 << 20);
    try (FakeServer mute = FakeServer.mute()) {
      var session = Sessions.start(StreamUrl.parse(mute.url()), patient, DecodePolicy.ALL, witness);
      mute.awaitClient();
      long started = System.nanoTime();
      session.close();

      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
      assertThat(session.state().kind()).isEqualTo(Kind.STOPPED);
    }
  }

  @Test
  void saysThatAServerDoesNotSpeakRtsp() throws IOException {
    try (FakeServer http =
            FakeServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi\r\n\r\n");
        var session = Sessions.start(http.url(), DecodePolicy.ALL, witness)) {
      SourceState state = witness.awaitState(Kind.UNSUPPORTED);

      assertThat(state.reason()).contains("answers, but not as an RTSP camera does");
      assertThat(session.info()).isEmpty();
    }
  }

  @Test
  void namesAReasonForAServerThatSendsGarbage() throws IOException {
    try (FakeServer garbage = FakeServer.garbage();
        var session = impatient(garbage)) {
      // FFmpeg looks for a line that it understands until the time is over, or stumbles before.
      Await.until(
          Witness.PATIENCE,
          () -> witness.saw(Kind.UNSUPPORTED) || witness.saw(Kind.STALLED),
          () -> "a reason among " + witness.states);

      assertThat(session.state().reason()).contains(garbage.url());
      assertThat(session.figures().packets()).isZero();
    }
  }

  @Test
  void saysThatACameraHasNoVideo() throws IOException {
    try (FakeServer audio = FakeServer.audioOnly();
        var session = Sessions.start(audio.url(), DecodePolicy.ALL, witness)) {
      SourceState state = witness.awaitState(Kind.UNSUPPORTED);

      assertThat(state.reason()).contains("no video track");
      assertThat(session.info()).isEmpty();
    }
  }

  @Test
  void aMuteCameraDelaysNoOther() throws IOException {
    Clip clip = Clip.open(BundledClips.extract(BundledClips.BOXES_H264, clips));
    try (RtspServer server =
            RtspServer.builder().camera(SimulatedCamera.looping("good", clip)).build().start();
        FakeServer mute = FakeServer.mute();
        var hanging = Sessions.start(mute.url(), DecodePolicy.ALL, new Witness())) {
      mute.awaitClient();
      long started = System.nanoTime();
      try (var good = Sessions.start(server.url("good"), DecodePolicy.ALL, witness)) {
        witness.awaitFrames(1);

        assertThat(Duration.ofNanos(System.nanoTime() - started))
            .isLessThan(Sessions.QUICK.connectTimeout());
        assertThat(hanging.state().kind()).isEqualTo(Kind.CONNECTING);
        assertThat(good.state().kind()).isEqualTo(Kind.LIVE);
      }
    }
  }

  @Test
  void closingTwiceOrWithoutStartingIsHarmless() {
    var never =
        new CameraSession(
            new io.cityward.core.CameraId("never"),
            StreamUrl.parse("rtsp://127.0.0.1:1/x"),
            Sessions.QUICK,
            DecodePolicy.ALL,
            witness,
            IngestMetrics.NOOP,
            java.time.Clock.systemUTC());
    never.close();
    never.close();

    assertThat(witness.states).isEmpty();
    assertThat(never.state().kind()).isEqualTo(Kind.STOPPED);
  }

  private CameraSession impatient(FakeServer server) {
    StreamUrl url = StreamUrl.parse(server.url());
    return Sessions.start(url, Sessions.impatient(), DecodePolicy.ALL, witness);
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }
}
