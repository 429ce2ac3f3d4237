package io.cityward.ingest.rtsp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.ingest.rtsp.RtspFailure.Kind;
import io.cityward.testkit.Await;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With cameras that do what real ones do and the simulated ones do not. */
@Timeout(30)
class RtspConversationIT {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration IMPATIENCE = Duration.ofMillis(400);

  @Test
  void asksInOrderForTheTrackAndThenForAll() throws Exception {
    try (ScriptedCamera camera = new ScriptedCamera((request, answer) -> answer.politely())) {
      String uri = camera.request().address().uri();
      plays(camera);

      assertThat(camera.requests)
          .extracting(ScriptedCamera.Request::method)
          .containsExactly("OPTIONS", "DESCRIBE", "SETUP", "PLAY", "TEARDOWN");
      assertThat(camera.requests)
          .extracting(ScriptedCamera.Request::uri)
          .containsExactly(uri, uri, uri + "/track1", uri, uri);
      assertThat(camera.requests.get(3).header("session")).isEqualTo("42");
    }
  }

  @Test
  void takesAnswersThatComeByteByByte() throws Exception {
    try (ScriptedCamera camera =
        new ScriptedCamera(
            (request, answer) -> {
              var whole = new java.io.ByteArrayOutputStream();
              new ScriptedCamera.Answer(request, answer.client(), whole).politely();
              for (byte one : whole.toByteArray()) {
                answer.raw(new byte[] {one});
              }
            })) {
      plays(camera);
    }
  }

  @Test
  void takesPicturesThatComeBeforeTheAnswerToPlay() throws Exception {
    try (ScriptedCamera camera =
        new ScriptedCamera(
            (request, answer) -> {
              if (request.is("PLAY")) {
                answer.raw(ScriptedCamera.PICTURES);
                answer.say(200);
              } else {
                answer.politely();
              }
            })) {
      plays(camera);
    }
  }

  @Test
  void findsThePicturesBetweenJunkAndAnswers() throws Exception {
    byte[] junk = "###$$$ what?".getBytes(US_ASCII);
    try (ScriptedCamera camera =
        new ScriptedCamera(
            (request, answer) -> {
              if (request.is("PLAY")) {
                answer.say(200);
                answer.raw(junk);
                answer.raw(ScriptedCamera.PICTURES);
              } else {
                answer.politely();
              }
            })) {
      try (RtspClient client = open(camera.request())) {
        assertThat(client.read(PATIENCE).key()).isTrue();
        assertThat(client.figures().junkBytes()).isEqualTo(junk.length);
      }
    }
  }

  @Test
  void toleratesWrongNumbersAndNoSession() throws Exception {
    try (ScriptedCamera camera =
        new ScriptedCamera(
            (request, answer) -> {
              switch (request.method()) {
                case "OPTIONS" ->
                    answer.raw("RTSP/1.0 200 OK\r\nCSeq: 999\r\n\r\n".getBytes(US_ASCII));
                case "SETUP" -> answer.raw("RTSP/1.0 200 OK\r\nCSeq: 0\r\n\r\n".getBytes(US_ASCII));
                case "PLAY" -> {
                  answer.raw("RTSP/1.0 200 OK\n\n".getBytes(US_ASCII));
                  answer.raw(ScriptedCamera.PICTURES);
                }
                default -> answer.politely();
              }
            })) {
      plays(camera);
      assertThat(camera.requests.get(3).headers()).doesNotContainKey("session");
    }
  }

  @Test
  void listensOnTheChannelsThatTheCameraChose() throws Exception {
    try (ScriptedCamera camera =
        new ScriptedCamera(
            (request, answer) -> {
              if (request.is("SETUP")) {
                answer.say(200, "Transport: RTP/AVP/TCP;interleaved=6-7", "Session: 1");
              } else if (request.is("PLAY")) {
                answer.say(200);
                answer.raw(Packets.framed(0, Packets.rtp(9, 9, true, Packets.hex("6588ee"))));
                answer.raw(Packets.framed(6, Packets.rtp(1, 0, true, Packets.hex("6588aa"))));
              } else {
                answer.politely();
              }
            })) {
      try (RtspClient client = open(camera.request())) {
        assertThat(ClipNals.nals(client.read(PATIENCE)))
            .endsWith(ByteBuffer.wrap(Packets.hex("6588aa")));
      }
    }
  }

  @Test
  void followsARedirectButTakesThePasswordToNoOtherHost() throws Exception {
    try (ScriptedCamera target =
            new ScriptedCamera(
                (request, answer) -> answer.say(401, "WWW-Authenticate: Basic realm=\"mine\""));
        ScriptedCamera camera =
            new ScriptedCamera(
                (request, answer) -> {
                  if (request.is("DESCRIBE")) {
                    answer.say(302, "Location: rtsp://localhost:" + target.port() + "/elsewhere");
                  } else {
                    answer.politely();
                  }
                })) {
      assertFails(camera.request().withLogin("u", "p"), Kind.UNAUTHORISED, "asks for a password");
      assertThat(target.requests).hasSize(1);
      assertThat(target.requests.get(0).uri()).endsWith("/elsewhere");
    }
  }

  @Test
  void followsOnlySoManyRedirects() throws Exception {
    try (ScriptedCamera camera =
        new ScriptedCamera((request, answer) -> answer.say(301, "Location: " + request.uri()))) {
      assertFails(camera.request(), Kind.PROTOCOL, "redirects more than 3 times");
      assertThat(camera.connections()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DESCRIBE, 403, FORBIDDEN, this user may not see this stream (403)",
    "DESCRIBE, 404, NOT_FOUND, no such stream on this camera (404)",
    "DESCRIBE, 500, REJECTED, the camera failed at the DESCRIBE request (500)",
    "SETUP, 453, REJECTED, the camera has not enough bandwidth left (453)",
    "SETUP, 461, REJECTED, the camera does not send in the way asked for (461)",
    "PLAY, 454, REJECTED, the camera forgot the session (454)",
    "PLAY, 457, REJECTED, the camera refuses the PLAY request (457)",
  })
  void namesTheAnswerThatIsNoSuccess(String method, int status, Kind kind, String reason)
      throws Exception {
    try (ScriptedCamera camera =
        new ScriptedCamera(
            (request, answer) -> {
              if (request.is(method)) {
                answer.say(status);
              } else {
                answer.politely();
              }
            })) {
      RtspFailure failure = assertFails(camera.request(), kind, reason);
      assertThat(failure.status()).isEqualTo(status);
    }
  }

  @Test
  void answersAChallengeOnANewConnectionIfTheCameraHungUp() throws Exception {
    try (ScriptedCamera camera =
        new ScriptedCamera(
            (request, answer) -> {
              if (!request.header("authorization").isEmpty()) {
                answer.politely();
              } else {
                answer.say(401, "WWW-Authenticate: Digest realm=\"r\", nonce=\"1\"");
                answer.hangUp();
              }
            })) {
      try (RtspClient client = open(camera.request().withLogin("u", "p"))) {
        assertThat(client.read(PATIENCE).key()).isTrue();
      }
      assertThat(camera.connections()).isEqualTo(2);
      assertThat(camera.requests.subList(1, camera.requests.size()))
          .allMatch(request -> request.header("authorization").startsWith("Digest "));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {461, 400, 406})
  void asksForDatagramsWhereTheConnectionIsRefused(int status) throws Exception {
    try (DatagramSocket media = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        ScriptedCamera camera =
            new ScriptedCamera((request, answer) -> byDatagrams(request, answer, status, media))) {
      try (RtspClient client = open(camera.request().withTransport(RtpTransport.AUTO))) {
        assertThat(client.read(PATIENCE).key()).isTrue();
        AccessUnit second = client.read(PATIENCE);
        assertThat(second.mediaTicks()).isEqualTo(3600);
        assertThat(second.damaged() || second.refersToDamaged()).isFalse();
      }
      assertThat(camera.methods())
          .containsExactly("OPTIONS", "DESCRIBE", "SETUP", "SETUP", "PLAY", "TEARDOWN");
    }
  }

  /** Sends out of order, twice, and from another host in between. */
  private static void byDatagrams(
      ScriptedCamera.Request request,
      ScriptedCamera.Answer answer,
      int status,
      DatagramSocket media)
      throws IOException {
    String transport = request.header("transport");
    if (request.is("SETUP") && transport.contains("TCP")) {
      answer.say(status);
    } else if (request.is("SETUP")) {
      String port = transport.replaceAll(".*client_port=(\\d+).*", "$1");
      media.connect(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
      answer.say(200, "Transport: RTP/AVP;unicast;client_port=" + port, "Session: 1");
    } else if (request.is("PLAY")) {
      answer.say(200);
      send(media, Packets.rtp(1, 0, false, Packets.hex("7c8588aa")));
      send(media, Packets.rtp(3, 0, true, Packets.hex("7c45cc")));
      try (DatagramSocket stranger =
          new DatagramSocket(0, InetAddress.getByAddress(new byte[] {127, 0, 0, 2}))) {
        stranger.connect(media.getRemoteSocketAddress());
        send(stranger, Packets.rtp(2, 0, false, Packets.hex("7c05ee")));
      }
      send(media, "no RTP".getBytes(US_ASCII));
      send(media, Packets.rtp(2, 0, false, Packets.hex("7c05bb")));
      send(media, Packets.rtp(3, 0, true, Packets.hex("7c45cc")));
      send(media, Packets.rtp(4, 3600, true, Packets.hex("419abb")));
    } else {
      answer.politely();
    }
  }

  private static void send(DatagramSocket from, byte[] bytes) throws IOException {
    from.send(new DatagramPacket(bytes, bytes.length));
  }

  @Test
  void doesNotWaitLongerForAPictureThatDrips() throws Exception {
    try (ScriptedCamera camera =
        new ScriptedCamera(
            (request, answer) -> {
              if (!request.is("PLAY")) {
                answer.politely();
                return;
              }
              answer.say(200);
              for (int i = 0; true; i++) {
                answer.raw(Packets.framed(0, Packets.rtp(i, 0, false, Packets.hex("5c01aa"))));
                LockSupport.parkNanos(5_000_000);
              }
            })) {
      long started = System.nanoTime();
      try (RtspClient client = open(camera.request())) {
        assertThatThrownBy(() -> client.read(IMPATIENCE)).hasMessage("no picture for 0.4 s");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(PATIENCE);
    }
  }

  @Test
  void endsWhenTheCameraSaysSo() throws Exception {
    try (ScriptedCamera camera =
        new ScriptedCamera(
            (request, answer) -> {
              answer.politely();
              if (request.is("PLAY")) {
                answer.raw("OPTIONS * RTSP/1.0\r\nCSeq: 5\r\n\r\n".getBytes(US_ASCII));
                answer.raw("TEARDOWN rtsp://x/y RTSP/1.0\r\nCSeq: 6\r\n\r\n".getBytes(US_ASCII));
              }
            })) {
      try (RtspClient client = open(camera.request())) {
        client.read(PATIENCE);
        client.read(PATIENCE);
        assertThatThrownBy(() -> client.read(PATIENCE)).hasMessage("the camera ended the stream");
      }
    }
  }

  @Test
  void forgivesACameraThatAnswersNoSignOfLife() throws Exception {
    try (ScriptedCamera camera =
        new ScriptedCamera(
            (request, answer) -> {
              if (request.is("SETUP")) {
                answer.say(200, "Transport: RTP/AVP/TCP;interleaved=0-1", "Session: 1;timeout=1");
              } else if (request.is("GET_PARAMETER")) {
                answer.raw(Packets.framed(0, Packets.rtp(3, 7200, true, Packets.hex("419abb"))));
              } else {
                answer.politely();
                trickle(request, answer);
              }
            })) {
      try (RtspClient client = open(camera.request())) {
        while (client.read(PATIENCE).mediaTicks() < 7200) {
          assertThat(camera.connections()).isOne();
        }
      }
      assertThat(camera.methods()).contains("GET_PARAMETER");
    }
  }

  /** Empty frames, so that the client wakes up although there is no picture. */
  private static void trickle(ScriptedCamera.Request request, ScriptedCamera.Answer answer)
      throws IOException {
    for (int i = 0; request.is("PLAY") && i < 80; i++) {
      answer.raw(Packets.framed(1, new byte[0]));
      LockSupport.parkNanos(10_000_000);
    }
  }

  @Test
  void refusesWhatIsNoDescriptionOfH264() throws Exception {
    assertDescribed("", Kind.PROTOCOL, "answers DESCRIBE without a description");
    assertDescribed("nonsense", Kind.NO_VIDEO, "has no video track");
    assertDescribed("m=video 0 RTP/AVP 26\n", Kind.UNSUPPORTED_CODEC, "its video is JPEG");
    assertDescribed("x".repeat(300_000), Kind.PROTOCOL, "Content-Length: 300000 (expected: 0 to");
  }

  private static void assertDescribed(String body, Kind kind, String reason) throws Exception {
    try (ScriptedCamera camera =
        new ScriptedCamera(
            (request, answer) -> {
              if (request.is("DESCRIBE")) {
                answer.say(200, body, new String[0]);
              } else {
                answer.politely();
              }
            })) {
      assertFails(camera.request(), kind, reason);
    }
  }

  @Test
  void tellsAClosedConnectionFromAPortWhereNobodyListens() throws Exception {
    try (ScriptedCamera camera = new ScriptedCamera((request, answer) -> answer.hangUp())) {
      assertFails(camera.request(), Kind.CLOSED, "");
    }
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertFails(
        RtspRequest.of("127.0.0.1", port, "/"),
        Kind.REFUSED,
        "nobody listens there (connection refused)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS", "DESCRIBE", "SETUP", "PLAY", "READ"})
  void isCancelledAtOnceWhereverItWaits(String silentAt) throws Exception {
    try (ScriptedCamera camera =
        new ScriptedCamera(
            (request, answer) -> {
              if (request.is(silentAt)) {
                return;
              }
              if (request.is("PLAY")) {
                answer.say(200);
              } else {
                answer.politely();
              }
            })) {
      RtspClient client = new RtspClient(camera.request().withConnectTimeout(PATIENCE));
      Thread[] owner = new Thread[1];
      Witnessed witnessed = new Witnessed();
      owner[0] = new Thread(() -> witnessed.play(client), "owner");
      owner[0].start();
      String last = silentAt.equals("READ") ? "PLAY" : silentAt;
      Await.until(PATIENCE, () -> camera.methods().contains(last), "the request " + last);
      long started = System.nanoTime();
      client.close();
      owner[0].join(PATIENCE.toMillis());

      assertThat(witnessed.failure.kind()).isEqualTo(Kind.CANCELLED);
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(1));
    }
  }

  /** What an owner thread met. */
  private static final class Witnessed {
    private volatile RtspFailure failure;

    void play(RtspClient client) {
      try {
        client.open();
        client.read(PATIENCE);
      } catch (RtspFailure e) {
        failure = e;
      }
    }
  }

  @Test
  void isCancelledBeforeItBegins() throws Exception {
    try (ScriptedCamera camera = new ScriptedCamera((request, answer) -> answer.politely())) {
      RtspClient client = new RtspClient(camera.request());
      client.cancel();

      assertThatThrownBy(client::open).hasMessage("cancelled");
      assertThat(camera.requests).isEqualTo(List.of());
      client.close();
    }
  }

  @Test
  void isCancelledByAnInterrupt() throws Exception {
    try (ScriptedCamera camera = new ScriptedCamera((request, answer) -> {})) {
      Witnessed witnessed = new Witnessed();
      RtspClient client = new RtspClient(camera.request().withConnectTimeout(PATIENCE));
      Thread owner = new Thread(() -> witnessed.play(client), "owner");
      owner.start();
      Await.until(PATIENCE, () -> camera.methods().contains("OPTIONS"), "a request");
      owner.interrupt();
      owner.join(PATIENCE.toMillis());

      assertThat(witnessed.failure.kind()).isEqualTo(Kind.CANCELLED);
      client.close();
    }
  }

  private static void plays(ScriptedCamera camera) throws RtspFailure {
    try (RtspClient client = open(camera.request())) {
      AccessUnit unit = client.read(PATIENCE);
      assertThat(unit.key()).isTrue();
      assertThat(ClipNals.nals(unit))
          .containsExactly(
              ByteBuffer.wrap(Packets.hex("6742001e")),
              ByteBuffer.wrap(Packets.hex("68ce")),
              ByteBuffer.wrap(Packets.hex("6588aa")));
      assertThat(client.read(PATIENCE).mediaTicks()).isEqualTo(3600);
    }
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

  private static RtspFailure assertFails(RtspRequest request, Kind kind, String reason) {
    RtspFailure[] met = new RtspFailure[1];
    assertThatThrownBy(() -> open(request))
        .isInstanceOfSatisfying(RtspFailure.class, failure -> met[0] = failure)
        .hasMessageContaining(reason);
    assertThat(met[0].kind()).isEqualTo(kind);
    return met[0];
  }
}
