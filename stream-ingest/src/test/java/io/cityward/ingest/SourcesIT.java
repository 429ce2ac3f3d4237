package io.cityward.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.ingest.SourceState.Kind;
import io.cityward.testkit.Await;
import io.cityward.testkit.BundledClips;
import io.cityward.testkit.Clip;
import io.cityward.testkit.Credentials;
import io.cityward.testkit.HlsServer;
import io.cityward.testkit.MediaFault;
import io.cityward.testkit.MjpegServer;
import io.cityward.testkit.RtmpServer;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import io.cityward.testkit.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each test mostly waits for a source, so they wait together. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(40)
class SourcesIT {

  private static final Credentials OPERATOR = new Credentials("operator", "p@ss:w/rd");

  @TempDir private static Path clips;
  private static Path boxes;

  private final Witness witness = new Witness();

  @BeforeAll
  static void extract() {
    boxes = BundledClips.extract(BundledClips.BOXES_H264, clips);
  }

  @Test
  void playsHlsAtThePaceOfACamera() {
    try (HlsServer server = HlsServer.playing(boxes).guardedBy(OPERATOR).start();
        var session = start(guarded(server.url()), DecodePolicy.ALL)) {
      witness.awaitFrames(75);

      assertThat(session.state().kind()).isEqualTo(Kind.LIVE);
      assertThat(session.info().orElseThrow().codec()).isEqualTo("h264");
      // Segments come at once; frames do not.
      assertThat(witness.longestStep()).isLessThan(Duration.ofSeconds(3));
      assertThat(witness.mediaTimes).isSorted();
      assertThat(witness.mediaTimeAgainstArrival()).isLessThan(Duration.ofSeconds(2));
      assertThat(session.figures().reconnects()).isZero();
    }
  }

  @Test
  void playsMjpegByHttp() {
    try (MjpegServer server = MjpegServer.playing(boxes).guardedBy(OPERATOR).start();
        var session = start(guarded(server.url()), new DecodePolicy.Fps(5))) {
      witness.awaitFrames(6);

      assertThat(session.info().orElseThrow().codec()).isEqualTo("mjpeg");
      assertThat(session.figures().framesDecoded())
          .as("each picture stands for itself")
          .isEqualTo(session.figures().framesDelivered());
      server.fault(MediaFault.FROZEN);
      assertThat(witness.awaitState(Kind.STALLED).reason()).contains("no picture for 3.5 s");
    }
  }

  @Test
  void decodesTwoOfAnMjpegStreamsPicturesPerSecondWhereKeyFramesAreWanted() {
    try (MjpegServer server = MjpegServer.playing(boxes).start();
        var session = start(StreamUrl.parse(server.url()), DecodePolicy.KEY_FRAMES)) {
      witness.awaitFrames(4);

      assertThat(session.figures().framesDecoded()).isLessThan(session.figures().packets() / 2);
    }
  }

  @Test
  void playsRtmpAndComesAgainAfterItsEnd() {
    try (RtmpServer server = RtmpServer.playing(boxes).start();
        var session = start(StreamUrl.parse(server.url()), DecodePolicy.ALL)) {
      witness.awaitFrames(20);
      assertThat(session.info().orElseThrow().width()).isEqualTo(640);
      server.fault(MediaFault.ENDED);
      Await.until(Witness.PATIENCE, () -> session.figures().reconnects() > 0, "a reconnect");
      server.fault(MediaFault.NONE);
      int before = witness.frames.get();

      witness.awaitFrames(before + 5);
      assertThat(witness.mediaTimes).isSorted();
    }
  }

  @Test
  void playsAFileAgainAndAgainAtThePaceOfACamera() throws Exception {
    Path named = Files.copy(boxes, clips.resolve("street.mp4"));
    try (var session = start(StreamUrl.parse("file://" + named), DecodePolicy.KEY_FRAMES)) {
      witness.awaitFrames(5);

      // The clip has three key frames, 2 s apart.
      assertThat(witness.mediaTimes).isSorted();
      for (int i = 1; i < 5; i++) {
        assertThat(witness.mediaTimes.get(i).minus(witness.mediaTimes.get(i - 1)))
            .isBetween(Duration.ofMillis(1950), Duration.ofMillis(2050));
      }
      assertThat(witness.mediaTimeAgainstArrival()).isLessThan(Duration.ofSeconds(1));
      assertThat(session.figures().reconnects()).isZero();
    }
  }

  @Test
  void saysThatAFileIsMissingOrNoVideo() throws Exception {
    Path text = Files.writeString(clips.resolve("notes.mp4"), "no video");
    Witness other = new Witness();
    try (var missing = start(StreamUrl.parse("file:///no/such.mp4"), DecodePolicy.ALL);
        var broken = start(StreamUrl.parse("file://" + text), DecodePolicy.ALL, other)) {
      assertThat(witness.awaitState(Kind.REFUSED).reason()).contains("/no/such.mp4");
      assertThat(other.awaitState(Kind.UNSUPPORTED).reason()).contains("notes.mp4", "expected");
      assertThat(List.of(missing, broken)).allMatch(s -> s.figures().packets() == 0);
    }
  }

  @Test
  void saysWhatAnHttpServerSays() {
    Witness other = new Witness();
    try (MjpegServer mjpeg = MjpegServer.playing(boxes).guardedBy(OPERATOR).start();
        HlsServer hls = HlsServer.playing(boxes).start()) {
      hls.fault(MediaFault.NOT_FOUND);
      try (var unauthorised = start(StreamUrl.parse(mjpeg.url()), DecodePolicy.ALL);
          var notFound = start(StreamUrl.parse(hls.url()), DecodePolicy.ALL, other)) {
        assertThat(witness.awaitState(Kind.UNAUTHORISED).reason()).contains("asks for a password");
        assertThat(other.awaitState(Kind.REFUSED).reason()).contains("no such stream", "404");
        assertThat(List.of(unauthorised, notFound)).allMatch(s -> s.figures().packets() == 0);
      }
    }
  }

  @Test
  void closesAtOnceWhileAnHttpServerSaysNothing() throws Exception {
    try (FakeServer mute = FakeServer.mute()) {
      StreamUrl url = StreamUrl.parse(mute.url().replace("rtsp://", "http://"));
      var session = start(url, DecodePolicy.ALL);
      mute.awaitClient();
      long started = System.nanoTime();
      session.close();

      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void aPlaylistCannotReadFilesOfThisMachine() throws Exception {
    String playlist =
        "#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\nfile://" + boxes + "\n#EXT-X-ENDLIST\n";
    String answer =
        "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.apple.mpegurl\r\nConnection: close\r\n"
            + "Content-Length: "
            + playlist.length()
            + "\r\n\r\n"
            + playlist;
    try (FakeServer server = FakeServer.saying(answer)) {
      String url = server.url().replace("rtsp://", "http://") + ".m3u8";
      try (var session = start(StreamUrl.parse(url), DecodePolicy.ALL)) {
        Await.until(
            Witness.PATIENCE,
            () -> session.figures().reconnects() > 0,
            () -> "a refusal among " + witness.states);

        assertThat(session.figures().packets()).isZero();
      }
    }
  }

  @Test
  void checksTheCertificateOfAnEncryptedStreamUnlessToldNotTo() {
    Witness other = new Witness();
    try (RtspServer server =
        RtspServer.builder()
            .tls(TestCertificate.forHost("127.0.0.1"))
            .camera(SimulatedCamera.looping("cam", Clip.open(boxes)))
            .build()
            .start()) {
      StreamUrl url = StreamUrl.parse(server.url("cam"));
      assertThat(url.scheme()).isEqualTo("rtsps");
      try (var strict = start(url, DecodePolicy.ALL);
          var trusting = Sessions.start(url, Sessions.trusting(), DecodePolicy.KEY_FRAMES, other)) {
        assertThat(witness.awaitState(Kind.REFUSED).reason())
            .contains("signed by nobody who is trusted here");
        other.awaitFrames(1);
        assertThat(strict.figures().packets()).isZero();
        assertThat(trusting.state().kind()).isEqualTo(Kind.LIVE);
      }
    }
  }

  @Test
  void takesAnEncryptedStreamFromWhomTheCitysOwnAuthorityVouchesFor() {
    Path authority = TestCertificate.writeAuthority(clips.resolve("authority.pem"));
    Witness other = new Witness();
    try (RtspServer right = encrypted(TestCertificate.forHost("127.0.0.1"));
        RtspServer wrong = encrypted(TestCertificate.forAnotherHost());
        var played = trusting(authority, right.url("cam"), witness);
        var refused = trusting(authority, wrong.url("cam"), other)) {
      witness.awaitFrames(1);
      assertThat(played.state().kind()).isEqualTo(Kind.LIVE);
      assertThat(other.awaitState(Kind.REFUSED).reason()).contains("for another host");
      assertThat(refused.figures().packets()).isZero();
    }
  }

  @Test
  void checksEverySegmentOfAnEncryptedPlaylist() {
    Path authority = TestCertificate.writeAuthority(clips.resolve("authority-hls.pem"));
    Witness other = new Witness();
    try (HlsServer server =
            HlsServer.playing(boxes).tls(TestCertificate.forHost("localhost")).start();
        var played = trusting(authority, server.url(), witness);
        var refused = start(StreamUrl.parse(server.url()), DecodePolicy.KEY_FRAMES, other)) {
      assertThat(server.url()).startsWith("https://localhost:");
      witness.awaitFrames(2);
      assertThat(played.state().kind()).isEqualTo(Kind.LIVE);
      assertThat(other.awaitState(Kind.REFUSED).reason())
          .contains("signed by nobody who is trusted here");
      assertThat(refused.figures().packets()).isZero();
    }
  }

  private static RtspServer encrypted(TestCertificate certificate) {
    return RtspServer.builder()
        .tls(certificate)
        .camera(SimulatedCamera.looping("cam", Clip.open(boxes)))
        .build()
        .start();
  }

  private static CameraSession trusting(Path authority, String url, Witness told) {
    return Sessions.start(
        StreamUrl.parse(url), Sessions.trusting(authority), DecodePolicy.KEY_FRAMES, told);
  }

  @ParameterizedTest
  @CsvSource({"OWN, UNSUPPORTED, its video is", "AUTO, STALLED, no picture for 3.5 s"})
  void asksFfmpegAboutACodecThatOurReaderDoesNotKnow(Reader reader, Kind kind, String reason)
      throws Exception {
    try (FakeServer jpeg = FakeServer.jpegByRtp();
        var session =
            Sessions.start(
                StreamUrl.parse(jpeg.url()), Sessions.by(reader), DecodePolicy.ALL, witness)) {
      assertThat(witness.awaitState(kind).reason()).contains(reason);
      assertThat(session.figures().packets()).isZero();
    }
  }

  @Test
  void readsRtspByFfmpegWhereToldTo() {
    try (RtspServer server =
            RtspServer.builder()
                .camera(SimulatedCamera.looping("cam", Clip.open(boxes)))
                .build()
                .start();
        var session =
            Sessions.start(
                StreamUrl.parse(server.url("cam")),
                Sessions.by(Reader.FFMPEG),
                DecodePolicy.ALL,
                witness)) {
      witness.awaitFrames(30);

      assertThat(session.figures().decodeErrors()).isZero();
      assertThat(session.figures().reconnects()).isZero();
      assertThat(witness.longestStep()).isLessThan(Duration.ofMillis(100));
    }
  }

  private static StreamUrl guarded(String url) {
    return StreamUrl.parse(url).withCredentials(OPERATOR.user(), OPERATOR.password());
  }

  private CameraSession start(StreamUrl url, DecodePolicy policy) {
    return start(url, policy, witness);
  }

  private static CameraSession start(StreamUrl url, DecodePolicy policy, Witness witness) {
    return Sessions.start(url, Sessions.QUICK, policy, witness);
  }
}
