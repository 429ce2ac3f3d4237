package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.testkit.FfmpegPlayer.Decoded;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cameras that speak HLS, MJPEG and RTMP, as a player on FFmpeg and a bare client see them. */
class MediaServersIT {

  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Credentials ADMIN = new Credentials("admin", "s3cret");

  @TempDir private static Path directory;
  private static Path clip;

  @BeforeAll
  static void extract() {
    clip = BundledClips.extract(BundledClips.BOXES_H264, directory);
  }

  @Test
  void playsMjpegWithoutEnd() throws Exception {
    try (MjpegServer server = MjpegServer.playing(clip).start();
        var player = new FfmpegPlayer(server.url(), "tcp")) {
      List<Decoded> pictures = player.play(15);
      assertThat(pictures).hasSize(15).noneMatch(Decoded::corrupt);
      assertThat(pictures).allMatch(p -> p.width() == 640 && p.height() == 360);
      server.fault(MediaFault.ENDED);
      assertThat(player.play(1000)).hasSizeLessThan(100);
    }
  }

  @Test
  void freezesAnMjpegStreamThatIsPlayed() throws Exception {
    try (MjpegServer server = MjpegServer.playing(clip).start()) {
      HttpURLConnection connection = connect(server.url(), 1000);
      try (InputStream in = connection.getInputStream()) {
        in.readNBytes(20_000);
        server.fault(MediaFault.FROZEN);
        assertThatThrownBy(() -> in.readNBytes(1_000_000))
            .isInstanceOf(SocketTimeoutException.class);
        server.fault(MediaFault.NONE);
        assertThat(in.readNBytes(20_000)).hasSize(20_000);
      } finally {
        connection.disconnect();
      }
    }
  }

  @Test
  void playsHlsFromSegmentToSegment() throws Exception {
    try (HlsServer server = HlsServer.playing(clip).start();
        var player = new FfmpegPlayer(server.url(), "tcp")) {
      List<Decoded> pictures = player.play(110);
      assertThat(pictures).hasSize(110).noneMatch(Decoded::corrupt);
    }
  }

  @Test
  void movesTheWindowOfAnHlsPlaylistOn() throws Exception {
    try (HlsServer server = HlsServer.playing(clip).start()) {
      assertThat(text(server.url()))
          .contains("#EXTINF:2.000000,\nsegment-2.ts\n")
          .doesNotContain("ENDLIST");
      Await.until(
          LIMIT,
          () -> text(server.url()).contains("#EXT-X-DISCONTINUITY\n#EXTINF:2.000000,\nsegment-3"),
          "the window moves on into the next pass");
      server.fault(MediaFault.ENDED);
      assertThat(text(server.url())).endsWith("#EXT-X-ENDLIST\n");
    }
  }

  @ParameterizedTest
  @EnumSource(Http.class)
  void knowsNothingOrSaysNothingOrWantsAPassword(Http kind) throws Exception {
    try (var server = kind.start()) {
      assertThat(status(kind.url(server), "")).isEqualTo(401);
      assertThat(status(kind.url(server), "admin:wrong")).isEqualTo(401);
      assertThat(status(kind.url(server), "admin:s3cret")).isEqualTo(200);
      kind.fault(server, MediaFault.NOT_FOUND);
      assertThat(status(kind.url(server), "admin:s3cret")).isEqualTo(404);
      kind.fault(server, MediaFault.FROZEN);
      assertThatThrownBy(() -> status(kind.url(server), "admin:s3cret", 300))
          .isInstanceOf(SocketTimeoutException.class);
      kind.fault(server, MediaFault.NONE);
      assertThat(status(kind.url(server), "admin:s3cret")).isEqualTo(200);
    }
  }

  @Test
  void playsRtmpToOneClientAfterTheOther() throws Exception {
    try (RtmpServer server = RtmpServer.playing(clip).start()) {
      for (int client = 0; client < 2; client++) {
        try (var player = new FfmpegPlayer(server.url(), "tcp")) {
          assertThat(player.play(30)).hasSize(30).noneMatch(Decoded::corrupt);
        }
        server.awaitListening();
      }
    }
  }

  @Test
  void endsAnRtmpStreamWhenTold() throws Exception {
    try (RtmpServer server = RtmpServer.playing(clip).start();
        var player = new FfmpegPlayer(server.url(), "tcp")) {
      assertThat(player.play(5)).hasSize(5);
      server.fault(MediaFault.ENDED);
      assertThat(player.play(1000)).hasSizeLessThan(200);
    }
  }

  @Test
  void saysWhichClipsItCannotPlay() {
    Path other = BundledClips.extract(BundledClips.BOXES_H265, directory);
    assertThatThrownBy(RtmpServer.playing(other)::start)
        .hasMessageContaining("boxes-h265.mp4 (expected: H.264, which is what RTMP carries)");
    Path none = directory.resolve("none.mp4");
    assertThatThrownBy(HlsServer.playing(none)::start).hasMessageContaining("FFmpeg can read");
    assertThatThrownBy(MjpegServer.playing(none)::start).hasMessageContaining("that exists");
  }

  @Test
  void closesWhileItWaitsForAnRtmpClient() {
    RtmpServer server = RtmpServer.playing(clip).start();
    long begun = System.nanoTime();
    server.close();
    server.close();
    assertThat(System.nanoTime() - begun).isLessThan(LIMIT.toNanos());
  }

  /** The two that share their way of failing. */
  private enum Http {
    HLS,
    MJPEG;

    AutoCloseable start() {
      return this == HLS
          ? HlsServer.playing(clip).guardedBy(ADMIN).start()
          : MjpegServer.playing(clip).guardedBy(ADMIN).start();
    }

    String url(AutoCloseable server) {
      return server instanceof HlsServer hls ? hls.url() : ((MjpegServer) server).url();
    }

    void fault(AutoCloseable server, MediaFault fault) {
      if (server instanceof HlsServer hls) {
        hls.fault(fault);
      } else {
        ((MjpegServer) server).fault(fault);
      }
    }
  }

  private static HttpURLConnection connect(String url, int patienceMillis) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setReadTimeout(patienceMillis);
    return connection;
  }

  private static int status(String url, String login) throws IOException {
    return status(url, login, 10_000);
  }

  private static int status(String url, String login, int patienceMillis) throws IOException {
    HttpURLConnection connection = connect(url, patienceMillis);
    if (!login.isEmpty()) {
      String encoded = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
      connection.setRequestProperty("Authorization", "Basic " + encoded);
    }
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }

  private static String text(String url) {
    try (InputStream in = connect(url, 10_000).getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
