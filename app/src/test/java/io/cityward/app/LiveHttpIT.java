package io.cityward.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.ingest.DecodePolicy;
import io.cityward.ingest.Frame;
import io.cityward.ingest.FrameSequence;
import io.cityward.testkit.Await;
import io.cityward.testkit.BundledClips;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a browser can ask for of a camera and its clips, over HTTP. */
class LiveHttpIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int MOST_PER_CAMERA = 4;

  @TempDir private static Path folder;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static RtspServer cameras;
  private static TestCity city;

  @BeforeAll
  static void startCity() throws Exception {
    cameras =
        RtspServer.builder()
            .camera(SimulatedCamera.looping("h264", TestCity.clip("boxes-h264", folder)))
            .camera(SimulatedCamera.looping("h265", TestCity.clip("boxes-h265", folder)))
            .build()
            .start();
    String rtsp = "rtsp://127.0.0.1:" + cameras.port();
    city =
        TestCity.start(
            folder,
            camera("h264", rtsp + "/h264")
                + camera("h265", rtsp + "/h265")
                + camera("gone", "rtsp://127.0.0.1:1/nobody"));
    for (String id : List.of("h264", "h265")) {
      Await.until(LIMIT, () -> snapshot(id).statusCode() == 200, id + " has a picture");
    }
  }

  @AfterAll
  static void stopCity() {
    city.close();
    cameras.close();
  }

  private static String camera(String id, String url) {
    return """
        - id: %s
          url: %s
          zones: [{id: z, kind: no-parking, polygon: [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9]]}]
        """
        .formatted(id, url);
  }

  @ParameterizedTest
  @CsvSource({"h264,avc1", "h265,hvc1"})
  void showsACameraLive(String id, String codec) throws Exception {
    HttpResponse<InputStream> answer = open("/cameras/" + id + "/live.mp4").get();
    try (InputStream body = answer.body()) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("content-type").orElseThrow())
          .startsWith("video/mp4; codecs=\"" + codec + ".");
      assertThat(answer.headers().firstValue("cache-control")).contains("no-store");

      Path file = Files.write(folder.resolve(id + "-live.mp4"), fragments(body, 30));
      try (FrameSequence frames = FrameSequence.ofClip(file, DecodePolicy.ALL)) {
        assertThat(frames.info().codec()).isEqualTo(codec.equals("avc1") ? "h264" : "hevc");
        for (int i = 0; i < 30; i++) {
          try (Frame frame = frames.next()) {
            assertThat(frame.width()).isEqualTo(640);
          }
        }
      }
    }
  }

  @Test
  void aCameraHasOnlySoManyViewersAndAPlaceIsFreeWhenOneLeaves() throws Exception {
    awaitViewers(0);
    List<CompletableFuture<HttpResponse<InputStream>>> asked = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      asked.add(open("/cameras/h264/live.mp4"));
    }
    List<HttpResponse<InputStream>> answers = new ArrayList<>();
    for (var one : asked) {
      answers.add(one.get());
    }
    var watching = answers.stream().filter(answer -> answer.statusCode() == 200).toList();
    var refused = answers.stream().filter(answer -> answer.statusCode() == 503).toList();
    assertThat(watching).hasSize(MOST_PER_CAMERA);
    assertThat(refused).hasSize(50 - MOST_PER_CAMERA);
    assertThat(refused.get(0).headers().firstValue("retry-after")).isPresent();
    assertThat(new String(refused.get(0).body().readAllBytes(), StandardCharsets.UTF_8))
        .contains("h264 already watched by 4 (server.liveViewersPerCamera)");
    assertThat(metric("cityward_live_viewers")).isEqualTo(MOST_PER_CAMERA);
    assertThat(metric("cityward_live_refused_total")).isEqualTo(50 - MOST_PER_CAMERA);

    watching.get(0).body().close();
    awaitViewers(MOST_PER_CAMERA - 1);
    HttpResponse<InputStream> next = open("/cameras/h264/live.mp4").get();
    assertThat(next.statusCode()).isEqualTo(200);
    next.body().close();
    for (var left : watching) {
      left.body().close();
    }
    awaitViewers(0);
    assertThat(metric("cityward_live_bytes_total")).isPositive();
  }

  @Test
  void takesAPictureOfACamera() throws Exception {
    HttpResponse<byte[]> answer = snapshot("h264");
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(answer.body()));
    assertThat(picture.getWidth()).isEqualTo(640);
    assertThat(picture.getHeight()).isEqualTo(360);
    assertThat(answer.headers().firstValue("content-type")).contains("image/jpeg");
  }

  @Test
  void drawsTheZonesOverThePictureOnRequest() throws Exception {
    assertThat(amber(snapshot("h264?zones"))).isTrue();
    assertThat(amber(snapshot("h264"))).isFalse();
  }

  /** At the left end of the zone's upper edge. */
  private static boolean amber(HttpResponse<byte[]> answer) throws IOException {
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(answer.body()));
    int rgb = picture.getRGB(320, 36);
    return (rgb >> 16 & 0xff) - (rgb & 0xff) > 100;
  }

  @ParameterizedTest
  @CsvSource({
    "/cameras/nobody/live.mp4, 404, camera: nobody (no such camera)",
    "/cameras/nobody/snapshot.jpg, 404, camera: nobody (no such camera)",
    "/cameras/h264/live.mp4?stream=upper, 400, stream: upper (expected: main or sub)",
    "/cameras/h264/live.mp4?stream=sub, 404, no such stream",
    "/cameras/gone/live.mp4, 503, gone: no picture now: ",
    "/cameras/gone/snapshot.jpg, 503, gone: no picture now: ",
  })
  void saysWhyThereIsNothingToSee(String path, int status, String reason) throws Exception {
    HttpResponse<String> answer = CLIENT.send(request(path), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(reason);
  }

  @Test
  void aClipThatBrowsersCannotPlayIsCopiedOnce() throws Exception {
    Path clip = keep("f-265", BundledClips.BOXES_H265);
    String path = "/evidence/2026/11/23/f-265/clip.mp4";
    List<CompletableFuture<HttpResponse<InputStream>>> asked =
        List.of(open(path + "?codec=h264"), open(path + "?codec=h264"));
    Path got = Files.write(folder.resolve("got.mp4"), asked.get(0).get().body().readAllBytes());
    try (FrameSequence frames = FrameSequence.ofClip(got, DecodePolicy.KEY_FRAMES)) {
      assertThat(frames.info().codec()).isEqualTo("h264");
    }
    assertThat(asked.get(1).get().body()).hasBinaryContent(Files.readAllBytes(got));
    Path copy = clip.resolveSibling("clip.h264.mp4");
    var made = Files.getLastModifiedTime(copy);

    HttpResponse<byte[]> part =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(city.url(path + "?codec=h264")))
                .header("range", "bytes=4-7")
                .build(),
            BodyHandlers.ofByteArray());
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("ftyp".getBytes(StandardCharsets.US_ASCII));
    assertThat(Files.getLastModifiedTime(copy)).isEqualTo(made);
    assertThat(body(path)).isEqualTo(Files.readAllBytes(clip));
  }

  @Test
  void aClipThatBrowsersPlayIsServedAsItIs() throws Exception {
    Path clip = keep("f-264", BundledClips.BOXES_H264);
    assertThat(body("/evidence/2026/11/23/f-264/clip.mp4?codec=h264"))
        .isEqualTo(Files.readAllBytes(clip));
    assertThat(clip.resolveSibling("clip.h264.mp4")).doesNotExist();
  }

  @Test
  void copiesAreMadeInOneCodecOnly() throws Exception {
    keep("f-vp9", BundledClips.BOXES_H264);
    HttpResponse<InputStream> answer = open("/evidence/2026/11/23/f-vp9/clip.mp4?codec=vp9").get();
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).hasContent("codec: vp9 (expected: h264)\n");
  }

  @Test
  void aClipThatCannotBeReadIsSaidSoWithoutItsPlace() throws Exception {
    Files.writeString(keep("f-bad", BundledClips.BOXES_H264), "no video");
    HttpResponse<String> answer =
        CLIENT.send(
            request("/evidence/2026/11/23/f-bad/clip.mp4?codec=h264"), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("cannot be made").doesNotContain(folder.toString());
  }

  private static Path keep(String finding, String clip) throws IOException {
    Path place = Files.createDirectories(folder.resolve("data/evidence/2026/11/23/" + finding));
    return Files.copy(
        BundledClips.extract(clip, folder.resolve(finding)), place.resolve("clip.mp4"));
  }

  private static byte[] body(String path) throws Exception {
    return CLIENT.send(request(path), BodyHandlers.ofByteArray()).body();
  }

  private static HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create(city.url(path))).timeout(LIMIT).build();
  }

  private static CompletableFuture<HttpResponse<InputStream>> open(String path) {
    return CLIENT.sendAsync(request(path), BodyHandlers.ofInputStream());
  }

  private static HttpResponse<byte[]> snapshot(String idAndQuery) {
    String path =
        "/cameras/" + idAndQuery.replaceFirst("\\?|$", "/snapshot.jpg?").replaceFirst("\\?$", "");
    try {
      return CLIENT.send(request(path), BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(path, e);
    }
  }

  private static void awaitViewers(int count) {
    Await.until(LIMIT, () -> metric("cityward_live_viewers") == count, count + " viewers");
  }

  private static double metric(String name) {
    try {
      return CLIENT
          .send(request("/metrics"), BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no metric " + name));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(name, e);
    }
  }

  /** The description of a live view and its first fragments, box by box. */
  private static byte[] fragments(InputStream body, int count) throws IOException {
    DataInputStream boxes = new DataInputStream(body);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int left = count;
    while (left > 0) {
      int size = boxes.readInt();
      byte[] rest = boxes.readNBytes(size - 4);
      all.write(ByteBuffer.allocate(4).putInt(size).array());
      all.write(rest);
      left -= new String(rest, 0, 4, StandardCharsets.US_ASCII).equals("mdat") ? 1 : 0;
    }
    return all.toByteArray();
  }
}
