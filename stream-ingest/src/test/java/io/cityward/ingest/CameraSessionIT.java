package io.cityward.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.ingest.SourceState.Kind;
import io.cityward.testkit.Await;
import io.cityward.testkit.BundledClips;
import io.cityward.testkit.Clip;
import io.cityward.testkit.Credentials;
import io.cityward.testkit.Fault;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each test mostly waits for a camera, so they wait together. */
@Execution(ExecutionMode.CONCURRENT)
class CameraSessionIT {

  @TempDir private static Path clips;
  private static Clip plain;
  private static RtspServer server;

  private final Witness witness = new Witness();

  @BeforeAll
  static void startServer() {
    plain = clip(BundledClips.BOXES_H264);
    server =
        RtspServer.builder()
            .camera(SimulatedCamera.looping("h264", plain))
            .camera(SimulatedCamera.looping("bframes", clip(BundledClips.BOXES_H264_B_FRAMES)))
            .camera(SimulatedCamera.looping("h265", clip(BundledClips.BOXES_H265)))
            .camera(SimulatedCamera.once("ends", plain))
            .camera(SimulatedCamera.looping("freezes", plain))
            .camera(
                SimulatedCamera.looping("guarded", plain)
                    .guardedBy(new Credentials("operator", "p@ss:w/rd")))
            .build()
            .start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"h264,TCP,h264", "h264,UDP,h264", "h265,TCP,hevc", "h265,AUTO,hevc"})
  void playsEveryFrame(String camera, Transport transport, String codec) {
    var url = StreamUrl.parse(server.url(camera));
    try (var session = Sessions.start(url, Sessions.quick(transport), DecodePolicy.ALL, witness)) {
      witness.awaitFrames(30);

      assertThat(session.state().kind()).isEqualTo(Kind.LIVE);
      assertThat(session.info())
          .hasValueSatisfying(
              info -> {
                assertThat(info.codec()).isEqualTo(codec);
                assertThat(info.width()).isEqualTo(640);
                assertThat(info.height()).isEqualTo(360);
                assertThat(info.fps()).isBetween(24.0, 26.0);
              });
      assertThat(session.figures().decodeErrors()).isZero();
    }
  }

  @Test
  void handsOnFramesInTheOrderOfDisplayWhereTheStreamHasBFrames() {
    try (var session = Sessions.start(server.url("bframes"), DecodePolicy.ALL, witness)) {
      witness.awaitFrames(60);

      assertThat(witness.mediaTimes).isSorted();
      for (int i = 1; i < 60; i++) {
        Duration step = witness.mediaTimes.get(i).minus(witness.mediaTimes.get(i - 1));
        assertThat(step.toMillis()).as("step to frame %d", i).isBetween(39L, 41L);
      }
      assertThat(session.figures().decodeErrors()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"h264", "bframes", "h265"})
  void decodesKeyFramesAloneAndAtOnce(String camera) {
    try (var session = Sessions.start(server.url(camera), DecodePolicy.KEY_FRAMES, witness)) {
      witness.awaitFrames(2);

      SessionFigures figures = session.figures();
      assertThat(witness.keyFrames.get()).isEqualTo(witness.frames.get());
      assertThat(figures.framesDecoded()).isBetween(2L, figures.keyPackets());
      assertThat(figures.packetsSkipped()).isGreaterThan(40);
      assertThat(witness.mediaTimes.get(1).minus(witness.mediaTimes.get(0)))
          .isEqualTo(Duration.ofSeconds(2));
      // The frame of a key packet is there before the next packet but one.
      assertThat(figures.keyPackets() - figures.framesDecoded()).isZero();
    }
  }

  @Test
  void handsOnSoManyFramesPerSecondAsThePolicySays() {
    try (var session = Sessions.start(server.url("h264"), new DecodePolicy.Fps(5), witness)) {
      witness.awaitFrames(11);

      Duration took = witness.mediaTimes.get(10).minus(witness.mediaTimes.get(0));
      assertThat(took).isBetween(Duration.ofMillis(1900), Duration.ofMillis(2100));
      assertThat(session.figures().framesDecoded()).isGreaterThan(40);
    }
  }

  @Test
  void changesThePolicyWithoutReconnecting() {
    try (var session = Sessions.start(server.url("h264"), DecodePolicy.KEY_FRAMES, witness)) {
      witness.awaitFrames(1);
      session.setPolicy(DecodePolicy.ALL);
      witness.awaitFrames(30);

      assertThat(session.figures().decodeErrors()).isZero();
      assertThat(session.figures().reconnects()).as("reconnects in %s", witness.states).isZero();
      assertThat(witness.states).filteredOn(s -> s.kind() == Kind.LIVE).hasSize(1);
    }
  }

  @Test
  void connectsAgainAfterTheEndOfTheStreamAndKeepsMediaTimeGoingOn() {
    try (var session = Sessions.start(server.url("ends"), DecodePolicy.KEY_FRAMES, witness)) {
      Await.until(Witness.PATIENCE, () -> session.figures().reconnects() > 0, "a reconnect");
      witness.awaitFrames(5);

      assertThat(witness.states)
          .anySatisfy(s -> assertThat(s.reason()).contains("ended the stream", "tries again in"));
      assertThat(witness.mediaTimes).isSorted();
    }
  }

  @Test
  void connectsAgainAfterTheServerIsRestarted() {
    RtspServer restarted =
        RtspServer.builder().camera(SimulatedCamera.looping("cam", plain)).build().start();
    int port = restarted.port();
    try (var session = Sessions.start(restarted.url("cam"), DecodePolicy.ALL, witness)) {
      witness.awaitFrames(5);
      restarted.close();
      witness.awaitState(Kind.REFUSED);
      restarted =
          RtspServer.builder()
              .port(port)
              .camera(SimulatedCamera.looping("cam", plain))
              .build()
              .start();
      int before = witness.frames.get();

      witness.awaitFrames(before + 10);
      assertThat(session.state().kind()).isEqualTo(Kind.LIVE);
      assertThat(session.figures().reconnects()).isPositive();
    } finally {
      restarted.close();
    }
  }

  @Test
  void saysThatACameraThatSendsNothingMoreHasStalled() {
    try (var session = Sessions.start(server.url("freezes"), DecodePolicy.ALL, witness)) {
      witness.awaitFrames(5);
      server.fault("freezes", Fault.FROZEN);
      SourceState stalled = witness.awaitState(Kind.STALLED);
      server.fault("freezes", Fault.NONE);
      int before = witness.frames.get();

      assertThat(stalled.reason()).startsWith("no picture for 3.5 s; tries again in");
      witness.awaitFrames(before + 5);
      assertThat(session.state().kind()).isEqualTo(Kind.LIVE);
    }
  }

  @Test
  void opensAGuardedCameraWithTheRightPassword() {
    StreamUrl url = StreamUrl.parse(server.url("guarded")).withCredentials("operator", "p@ss:w/rd");
    try (var session = Sessions.start(url, Sessions.QUICK, DecodePolicy.ALL, witness)) {
      witness.awaitFrames(1);

      assertThat(session.state().kind()).isEqualTo(Kind.LIVE);
    }
  }

  @ParameterizedTest
  @CsvSource({"true,refuses this user and password", "false,asks for a password"})
  void saysThatTheCameraWantsOtherCredentials(boolean given, String reason) {
    StreamUrl url = StreamUrl.parse(server.url("guarded"));
    StreamUrl tried = given ? url.withCredentials("operator", "guess-1234") : url;
    try (var session = Sessions.start(tried, Sessions.QUICK, DecodePolicy.ALL, witness)) {
      SourceState state = witness.awaitState(Kind.UNAUTHORISED);

      assertThat(state.reason()).contains(reason).doesNotContain("guess", "operator");
      assertThat(session.figures().packets()).isZero();
    }
  }

  @Test
  void saysThatTheCameraHasNoSuchStream() {
    try (var session = Sessions.start(server.url("h264") + "x", DecodePolicy.ALL, witness)) {
      SourceState state = witness.awaitState(Kind.REFUSED);

      assertThat(state.reason()).contains("no such stream", "404", "tries again in");
      assertThat(session.info()).isEmpty();
    }
  }

  @Test
  void goesOnWhenTheListenerFails() {
    var failing =
        new CameraSession.Listener() {
          @Override
          public void onState(SourceState state) {
            witness.onState(state);
          }

          @Override
          public void onFrame(Frame borrowed) {
            witness.onFrame(borrowed);
            throw new IllegalStateException("scene is broken");
          }
        };
    try (var session = Sessions.start(server.url("h264"), DecodePolicy.ALL, failing)) {
      witness.awaitFrames(10);

      assertThat(session.figures().listenerFailures()).isGreaterThanOrEqualTo(9);
      assertThat(session.state().kind()).isEqualTo(Kind.LIVE);
    }
  }

  @Test
  void framesThatAreRetainedOutliveTheSession() {
    AtomicReference<Frame> kept = new AtomicReference<>();
    var keeping =
        new CameraSession.Listener() {
          @Override
          public void onState(SourceState state) {}

          @Override
          public void onFrame(Frame borrowed) {
            if (kept.get() == null) {
              kept.set(borrowed.retain());
            }
            witness.onFrame(borrowed);
          }
        };
    try (var session = Sessions.start(server.url("h264"), DecodePolicy.ALL, keeping)) {
      witness.awaitFrames(3);
      assertThat(session.state().kind()).isEqualTo(Kind.LIVE);
    }
    try (Frame frame = kept.get()) {
      assertThat(SnapshotWriter.encode(frame, List.of())).isNotEmpty();
    }
  }

  private static Clip clip(String name) {
    return Clip.open(BundledClips.extract(name, clips));
  }
}
