package io.cityward.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.ingest.SourceState.Kind;
import io.cityward.testkit.Await;
import io.cityward.testkit.BundledClips;
import io.cityward.testkit.CameraProcess;
import io.cityward.testkit.Clip;
import io.cityward.testkit.Fault;
import io.cityward.testkit.NetworkFault;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What can go wrong with a camera in the middle of its stream: what it shows, how soon, how it
 * comes back. A healthy camera runs beside all of them, and loses nothing. The tests mostly wait,
 * so they wait together.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class CameraFaultTableIT {

  /** The configured time, once more for what a loaded machine adds. */
  private static final Duration STALLS_WITHIN = Sessions.QUICK.stallAfter().multipliedBy(2);

  @TempDir private static Path clips;
  private static Clip boxes;
  private static Clip small;
  private static Clip h265;
  private static RtspServer server;
  private static CameraSession healthy;
  private static final Witness HEALTHY = new Witness();

  private final Witness witness = new Witness();

  @BeforeAll
  static void startServer() {
    boxes = clip(BundledClips.BOXES_H264);
    small = clip(BundledClips.BOXES_H264_SMALL);
    h265 = clip(BundledClips.BOXES_H265);
    server = RtspServer.builder().camera(SimulatedCamera.looping("healthy", boxes)).build().start();
    healthy = Sessions.start(server.url("healthy"), DecodePolicy.KEY_FRAMES, HEALTHY);
  }

  @AfterAll
  static void theHealthyCameraLostNothing() {
    try {
      SessionFigures figures = healthy.figures();
      assertThat(figures.reconnects()).as("reconnects in %s", HEALTHY.states).isZero();
      assertThat(figures.framesDelivered()).isGreaterThan(3).isEqualTo(figures.keyPackets());
      assertThat(HEALTHY.longestStep()).isEqualTo(Duration.ofSeconds(2));
    } finally {
      healthy.close();
      server.close();
    }
  }

  @Test
  void aProcessThatIsStoppedStallsAndComesBack() {
    try (CameraProcess process = CameraProcess.playing(BundledClips.BOXES_H264).start();
        var session = play(process.url(BundledClips.BOXES_H264))) {
      witness.awaitFrames(5);
      process.stop();
      SourceState stalled = awaitWithin(STALLS_WITHIN, Kind.STALLED);

      assertThat(stalled.reason()).contains("no picture for 3.5 s", "tries again in");
      process.resume();
      awaitMoreFrames(session);
    }
  }

  @Test
  void aProcessThatIsKilledIsPlayedAgainWhenItIsRestarted() {
    try (CameraProcess process = CameraProcess.playing(BundledClips.BOXES_H264).start();
        var session = play(process.url(BundledClips.BOXES_H264))) {
      witness.awaitFrames(5);
      process.kill();
      witness.awaitState(Kind.BACKING_OFF);
      assertThat(witness.awaitState(Kind.REFUSED).reason()).contains("nobody listens there");
      process.start();

      awaitMoreFrames(session);
    }
  }

  @Test
  void aConnectionThatIsResetIsMadeAgain() {
    try (var session = play(camera("reset", boxes))) {
      witness.awaitFrames(5);
      server.cut("reset");

      assertThat(awaitWithin(Duration.ofSeconds(3), Kind.BACKING_OFF).reason())
          .containsAnyOf("closed the connection", "ended the stream", "the connection broke")
          .contains("tries again in");
      awaitMoreFrames(session);
    }
  }

  @Test
  void anOverloadedCameraIsAskedAgain() {
    String url = camera("overloaded", boxes);
    server.fault("overloaded", Fault.OVERLOADED);
    try (var session = play(url)) {
      assertThat(witness.awaitState(Kind.REFUSED).reason()).contains("tries again in");
      server.fault("overloaded", Fault.NONE);

      awaitMoreFrames(session);
    }
  }

  @Test
  void garbageInTheMiddleIsNoStream() {
    try (var session = play(camera("garbage", boxes))) {
      witness.awaitFrames(5);
      server.fault("garbage", Fault.GARBAGE);
      Await.until(
          STALLS_WITHIN.plusSeconds(3),
          () -> session.figures().reconnects() > 0,
          () -> "a reconnect among " + witness.states);
      server.fault("garbage", Fault.NONE);

      awaitMoreFrames(session);
    }
  }

  @Test
  void aSlowDripIsNoStream() {
    try (var session = play(camera("drip", boxes))) {
      witness.awaitFrames(5);
      server.drip("drip", 250);
      SourceState stalled = awaitWithin(STALLS_WITHIN.plusSeconds(4), Kind.STALLED);
      server.drip("drip", 0);

      assertThat(stalled.reason()).containsAnyOf("their time stands still", "no picture for");
      awaitMoreFrames(session);
    }
  }

  @Test
  void anotherResolutionGoesOnWithoutAReconnect() {
    try (var session = play(camera("resolution", boxes))) {
      witness.awaitFrames(5);
      assertThat(session.info().orElseThrow().width()).isEqualTo(640);
      server.switchClip("resolution", small);
      Await.until(
          Witness.PATIENCE,
          () -> session.info().orElseThrow().height() == small.height(),
          () -> "the new size, is " + session.info());

      assertThat(session.figures().reconnects()).as("%s", witness.states).isZero();
      assertThat(session.figures().decodeErrors()).isZero();
      try (io.cityward.ingest.Clip kept = session.ring().cut(Instant.EPOCH, Instant.MAX)) {
        assertThat(kept.parameters().width()).isEqualTo(small.width());
        assertThat(kept.packets().get(0).key()).isTrue();
      }
    }
  }

  @Test
  void anotherCodecGoesOnAfterAReconnect() {
    try (var session = play(camera("codec", boxes))) {
      witness.awaitFrames(5);
      server.switchClip("codec", h265);
      Await.until(
          Witness.PATIENCE,
          () -> session.info().orElseThrow().codec().equals("hevc"),
          () -> "the new codec among " + witness.states);

      awaitMoreFrames(session);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-3600, -2, 7, 3600})
  void timeStampsThatJumpAreMended(int seconds) {
    String name = "jumps" + seconds;
    try (var session = play(camera(name, boxes))) {
      witness.awaitFrames(10);
      server.jumpTime(name, Duration.ofSeconds(seconds));
      int before = witness.frames.get();
      witness.awaitFrames(before + 60);

      assertThat(witness.mediaTimes).isSorted();
      assertThat(witness.longestStep()).isLessThan(Duration.ofSeconds(2));
      assertThat(session.figures().reconnects()).as("%s", witness.states).isZero();
    }
  }

  @Test
  void timeStampsThatWrapGoOn() {
    server.addCamera(
        SimulatedCamera.looping("wraps", boxes)
            .firstRtpTime((1L << 32) - 2 * 90_000)
            .firstSequence(65_500));
    try (var session = play(server.url("wraps"))) {
      witness.awaitFrames(100);

      assertThat(witness.mediaTimes).isSorted();
      assertThat(witness.longestStep()).isLessThan(Duration.ofMillis(100));
      assertThat(session.figures().reconnects()).isZero();
      assertThat(session.figures().decodeErrors()).isZero();
    }
  }

  @Test
  void aNetworkThatReordersHarmsNoPicture() {
    String url = camera("reorders", boxes);
    server.network("reorders", new NetworkFault(0, 0.05, 0.05, 1));
    try (var session = play(url, Transport.UDP)) {
      witness.awaitFrames(60);

      assertThat(server.networkFigures("reorders").reordered()).isPositive();
      assertThat(witness.damaged).hasValue(0);
      assertThat(session.figures().reconnects()).isZero();
    }
  }

  @Test
  void aNetworkThatLosesPacketsDamagesPicturesAndSaysWhich() {
    String url = camera("loses", boxes);
    server.network("loses", new NetworkFault(0.05, 0, 0, 1));
    try (var session = play(url, Transport.UDP)) {
      Await.until(
          Witness.PATIENCE,
          () -> witness.damaged.get() > 0,
          () -> "damage: " + session.figures() + witness.states);

      assertThat(server.networkFigures("loses").lost()).isPositive();
      assertThat(session.figures().packetsLost()).isPositive();
      assertThat(session.figures().framesDamaged()).isGreaterThanOrEqualTo(witness.damaged.get());
      assertThat(session.figures().reconnects()).as("%s", witness.states).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"0.4, KEY_FRAMES", "10, SPARSE"})
  void decodesNoMoreThanThePolicyNeeds(double fps, Decoding.Way way) {
    String name = "policy" + fps;
    try (var session = start(camera(name, boxes), new DecodePolicy.Fps(fps), Transport.TCP)) {
      Await.until(
          Witness.PATIENCE,
          () -> session.figures().packets() > 130,
          () -> "packets: " + session.figures());

      assertThat(session.decoding().orElseThrow().way()).isEqualTo(way);
      assertThat(session.figures().framesDecoded() <= session.figures().keyPackets())
          .isEqualTo(way == Decoding.Way.KEY_FRAMES);
      assertThat(session.figures().gop()).contains(Duration.ofSeconds(2));
    }
  }

  @Test
  void fallsToSparseDecodingWhereKeyFramesAreTooFarApart() {
    var impatient = new DecodePolicy.KeyFrames(Duration.ofMillis(500));
    try (var session = start(camera("far", boxes), impatient, Transport.TCP)) {
      witness.awaitFrames(9);

      assertThat(witness.longestStep()).isLessThan(Duration.ofMillis(1100));
      assertThat(session.decoding().orElseThrow().reason()).contains("more than 0.5 s apart");
      assertThat(witness.decodings).extracting(Decoding::way).contains(Decoding.Way.SPARSE);
      assertThat(session.figures().decodeErrors()).isZero();
      assertThat(witness.damaged).hasValue(0);
    }
  }

  @Test
  void keepsTheRingOfACameraOfWhichNothingIsDecoded() {
    try (var session = start(camera("none", boxes), DecodePolicy.NONE, Transport.TCP)) {
      Await.until(Witness.PATIENCE, () -> session.figures().packets() > 60, "packets");

      assertThat(session.figures().framesDecoded()).isZero();
      assertThat(session.figures().ringBytes()).isPositive();
      session.setPolicy(DecodePolicy.ALL);
      // At once, from the ring: not with the next key frame.
      long at = session.figures().keyPackets();
      witness.awaitFrames(1);
      assertThat(session.figures().keyPackets() - at).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void fiftyCamerasComeUpBesideOneThatIsMute() {
    List<CameraSession> sessions = new ArrayList<>();
    List<Witness> witnesses = new ArrayList<>();
    camera("mute", boxes);
    server.fault("mute", Fault.MUTE);
    camera("many", boxes);
    try {
      for (int i = 0; i < 50; i++) {
        String name = i == 7 ? "mute" : "many";
        witnesses.add(new Witness());
        sessions.add(Sessions.start(server.url(name), DecodePolicy.KEY_FRAMES, witnesses.get(i)));
      }
      for (int i = 0; i < 50; i++) {
        if (i != 7) {
          witnesses.get(i).awaitFrames(2);
        }
      }

      assertThat(witnesses.get(7).awaitState(Kind.STALLED).reason()).contains("did not answer");
      assertThat(sessions.stream().filter(s -> s.state().kind() == Kind.LIVE)).hasSize(49);
      assertThat(sessions.stream().filter(s -> s.figures().packets() == 0)).hasSize(1);
    } finally {
      sessions.forEach(CameraSession::close);
    }
  }

  private String camera(String name, Clip clip) {
    server.addCamera(SimulatedCamera.looping(name, clip));
    return server.url(name);
  }

  private CameraSession play(String url) {
    return play(url, Transport.TCP);
  }

  private CameraSession play(String url, Transport transport) {
    return start(url, DecodePolicy.ALL, transport);
  }

  private CameraSession start(String url, DecodePolicy policy, Transport transport) {
    return Sessions.start(StreamUrl.parse(url), Sessions.quick(transport), policy, witness);
  }

  private SourceState awaitWithin(Duration limit, Kind kind) {
    Await.until(limit, () -> witness.saw(kind), () -> kind + " among " + witness.states);
    return witness.awaitState(kind);
  }

  private void awaitMoreFrames(CameraSession session) {
    witness.awaitFrames(witness.frames.get() + 10);
    assertThat(session.state().kind()).isEqualTo(Kind.LIVE);
    assertThat(witness.mediaTimes).isSorted();
  }

  private static Clip clip(String name) {
    return Clip.open(BundledClips.extract(name, clips));
  }
}
