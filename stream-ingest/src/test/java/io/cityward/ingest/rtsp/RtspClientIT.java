package io.cityward.ingest.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.ingest.rtsp.RtspFailure.Kind;
import io.cityward.ingest.rtsp.VideoFormat.Codec;
import io.cityward.testkit.Await;
import io.cityward.testkit.BundledClips;
import io.cityward.testkit.Clip;
import io.cityward.testkit.Credentials;
import io.cityward.testkit.Fault;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Against real cameras, as far as simulated ones are. */
@Timeout(60)
class RtspClientIT {

  private static final Duration PATIENCE = Duration.ofSeconds(8);

  @TempDir private static Path clips;
  private static RtspServer server;

  @BeforeAll
  static void start() {
    server = RtspServer.builder().build().start();
    for (String name : BundledClips.names()) {
      Clip clip = Clip.open(BundledClips.extract(name, clips));
      server.addCamera(SimulatedCamera.looping(name, clip));
    }
    server.addCamera(camera("guarded").guardedBy(new Credentials("operator", "s3cret:\"word\"")));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "boxes-h264, H264, TCP",
    "boxes-h264, H264, UDP",
    "boxes-h264-bframes, H264, TCP",
    "boxes-h265, H265, TCP",
    "boxes-h265, H265, UDP",
  })
  void bringsEachPictureAsItIsInTheFile(String name, Codec codec, RtpTransport transport)
      throws RtspFailure {
    List<List<ByteBuffer>> file = ClipNals.ofFile(clips.resolve(name + ".mp4"), codec);
    server.addCamera(camera(name + transport, name));
    try (RtspClient client = open(request(name + transport).withTransport(transport))) {
      AccessUnit unit = client.read(PATIENCE);
      assertThat(unit.key()).isTrue();
      assertThat(unit.mediaTicks()).isZero();
      int at = file.indexOf(ClipNals.slicesOf(unit, codec));
      assertThat(at).isNotNegative();
      for (int i = 1; i < 55; i++) {
        unit = client.read(PATIENCE);
        assertThat(ClipNals.slicesOf(unit, codec)).isEqualTo(file.get((at + i) % file.size()));
        assertThat(unit.key()).isEqualTo((at + i) % file.size() % 50 == 0);
        assertThat(unit.damaged() || unit.refersToDamaged()).isFalse();
      }
      assertThat(client.format().codec()).isEqualTo(codec);
      assertThat(client.format().framesPerSecond()).isEqualTo(25);
      assertThat(client.figures().lost()).isZero();
    }
  }

  @Test
  void countsMediaTimeAsTheCameraDoes() throws RtspFailure {
    try (RtspClient client = open(request(BundledClips.BOXES_H264))) {
      for (int i = 0; i < 30; i++) {
        assertThat(client.read(PATIENCE).mediaTicks()).isEqualTo(i * 3600L);
      }
    }
  }

  @Test
  void tellsTheCamerasOwnTime() throws RtspFailure {
    try (RtspClient client = open(request(BundledClips.BOXES_H264))) {
      long told = client.read(PATIENCE).cameraMicros();
      Instant now = Instant.now();

      assertThat(Instant.EPOCH.plus(told, ChronoUnit.MICROS))
          .isBetween(now.minusSeconds(8), now.plusSeconds(2));
    }
  }

  @Test
  void padsTheDataWithZerosThatADecoderMayRead() throws RtspFailure {
    try (RtspClient client = open(request(BundledClips.BOXES_H264))) {
      for (int i = 0; i < 10; i++) {
        ByteBuffer data = client.read(PATIENCE).data();
        assertThat(data.isDirect()).isTrue();
        assertThat(data.capacity() - data.limit()).isGreaterThanOrEqualTo(AccessUnit.PADDING);
        ByteBuffer all = data.duplicate().clear();
        for (int k = 0; k < AccessUnit.PADDING; k++) {
          assertThat(all.get(data.limit() + k)).isZero();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(RtpTransport.class)
  void answersTheChallengeOfAGuardedCamera(RtpTransport transport) throws RtspFailure {
    RtspRequest request =
        request("guarded").withTransport(transport).withLogin("operator", "s3cret:\"word\"");
    try (RtspClient client = open(request)) {
      assertThat(client.read(PATIENCE).key()).isTrue();
      assertThat(request.toString()).doesNotContain("s3cret", "operator");
    }
  }

  @Test
  void tellsAMissingPasswordFromAWrongOne() {
    assertFails(request("guarded"), Kind.UNAUTHORISED, "asks for a password (401)");
    assertFails(
        request("guarded").withLogin("operator", "wrong"),
        Kind.UNAUTHORISED,
        "refuses this user and password (401)");
  }

  @Test
  void namesWhatACameraRefuses() {
    assertFails(request("nowhere"), Kind.NOT_FOUND, "no such stream on this camera (404)");
    assertFails(
        RtspRequest.of("no-such-host.invalid", 554, "/"), Kind.NO_SUCH_HOST, "no such host");
  }

  @Test
  void namesAnOverloadedCamera() {
    server.addCamera(camera("busy"));
    server.fault("busy", Fault.OVERLOADED);

    assertFails(request("busy"), Kind.REJECTED, "the camera is overloaded (503)");
  }

  @Test
  void givesUpOnACameraThatIsMute() {
    server.addCamera(camera("mute"));
    server.fault("mute", Fault.MUTE);

    assertFails(
        request("mute").withConnectTimeout(Duration.ofMillis(600)),
        Kind.SILENT,
        "the camera did not answer within 0.6 s");
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void noticesThatPicturesStay(RtpTransport transport) throws RtspFailure {
    String name = "frozen-" + transport;
    server.addCamera(camera(name));
    try (RtspClient client = open(request(name).withTransport(transport))) {
      client.read(PATIENCE);
      server.fault(name, Fault.FROZEN);

      RtspFailure failure = lastWords(client, Duration.ofMillis(500));
      assertThat(failure.kind()).isEqualTo(Kind.SILENT);
      assertThat(failure.reason()).isEqualTo("no picture for 0.5 s");
      assertThatThrownBy(() -> client.read(PATIENCE)).isSameAs(failure);
    }
    Await.until(PATIENCE, () -> server.figures(name).viewers() == 0, "the session's end");
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void noticesThatTheStreamEnds(RtpTransport transport) throws RtspFailure {
    String name = "removed-" + transport;
    server.addCamera(camera(name));
    try (RtspClient client = open(request(name).withTransport(transport))) {
      client.read(PATIENCE);
      server.removeCamera(name);

      assertThat(lastWords(client, PATIENCE).kind()).isIn(Kind.ENDED, Kind.CLOSED);
    }
  }

  @Test
  void noticesThatTheConnectionIsCut() throws RtspFailure {
    server.addCamera(camera("cut"));
    try (RtspClient client = open(request("cut"))) {
      client.read(PATIENCE);
      server.cut("cut");

      assertThat(lastWords(client, PATIENCE).kind()).isEqualTo(Kind.CLOSED);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void tearsDownWhenItIsClosed(RtpTransport transport) throws RtspFailure {
    String name = "left-" + transport;
    server.addCamera(camera(name));
    RtspClient client = open(request(name).withTransport(transport));
    client.read(PATIENCE);
    assertThat(server.figures(name).viewers()).isOne();
    client.close();
    client.close();

    Await.until(PATIENCE, () -> server.figures(name).viewers() == 0, "the session's end");
    assertThatThrownBy(() -> client.read(PATIENCE)).isInstanceOf(RtspFailure.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void outlivesTheSessionTimeoutByItsSignsOfLife(RtpTransport transport) throws RtspFailure {
    Clip clip = Clip.open(clips.resolve("boxes-h264.mp4"));
    try (RtspServer strict =
        RtspServer.builder()
            .sessionTimeout(Duration.ofSeconds(1))
            .camera(SimulatedCamera.looping("cam", clip))
            .build()
            .start()) {
      RtspRequest request = RtspRequest.of("127.0.0.1", strict.port(), "/cam");
      try (RtspClient client = open(request.withTransport(transport))) {
        long units = 0;
        while (client.read(PATIENCE).mediaTicks() < 3 * 90_000) {
          units++;
        }
        assertThat(units).isGreaterThan(60);
      }
    }
  }

  @Test
  void twentyClientsReadAtOnceWithNoOtherThreadButTheWatch() throws Exception {
    ExecutorService owners = Executors.newFixedThreadPool(20);
    try {
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        RtpTransport transport = i % 2 == 0 ? RtpTransport.TCP : RtpTransport.UDP;
        Callable<Long> owner = () -> readFor(transport, 25);
        counts.add(owners.submit(owner));
      }
      for (Future<Long> count : counts) {
        assertThat(count.get()).isEqualTo(25);
      }
      assertThat(threads("ingest-watch")).isLessThanOrEqualTo(1);
    } finally {
      owners.shutdownNow();
    }
    Await.until(PATIENCE, () -> threads("ingest-watch") == 0, "the end of the watch");
  }

  private static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .count();
  }

  private static long readFor(RtpTransport transport, int units) throws RtspFailure {
    try (RtspClient client = open(request("boxes-h264").withTransport(transport))) {
      long whole = 0;
      for (int i = 0; i < units; i++) {
        whole += client.read(PATIENCE).bytes() > 0 ? 1 : 0;
      }
      return whole;
    }
  }

  private static RtspFailure lastWords(RtspClient client, Duration patience) {
    while (true) {
      try {
        client.read(patience);
      } catch (RtspFailure e) {
        return e;
      }
    }
  }

  private static SimulatedCamera camera(String name) {
    return camera(name, BundledClips.BOXES_H264);
  }

  /** A new camera begins with a key frame at once. */
  private static SimulatedCamera camera(String name, String clip) {
    return SimulatedCamera.looping(name, Clip.open(clips.resolve(clip + ".mp4")));
  }

  private static RtspRequest request(String camera) {
    return RtspRequest.of("127.0.0.1", server.port(), "/" + camera);
  }

  private static RtspClient open(RtspRequest request) throws RtspFailure {
    RtspClient client = new RtspClient(request);
    try {
      client.open();
      return client;
    } catch (RtspFailure e) {
      client.close();
      throw e;
    }
  }

  private static void assertFails(RtspRequest request, Kind kind, String reason) {
    assertThatThrownBy(() -> open(request))
        .isInstanceOfSatisfying(
            RtspFailure.class, failure -> assertThat(failure.kind()).isEqualTo(kind))
        .hasMessage(reason);
  }
}
