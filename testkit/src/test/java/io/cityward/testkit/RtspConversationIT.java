package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.testkit.RtspClient.Response;
import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtspConversationIT {

  private static final String TCP = "Transport: RTP/AVP/TCP;unicast;interleaved=0-1";
  private static final Credentials ADMIN = new Credentials("admin", "s3cret");
  private static RtspServer server;
  private static String open;
  private static String guarded;

  private RtspClient client;

  @BeforeAll
  static void start() {
    Clip clip = Clips.bundled(BundledClips.BOXES_H264);
    server =
        RtspServer.builder()
            .camera(SimulatedCamera.looping("open", clip))
            .camera(SimulatedCamera.looping("guarded", clip).guardedBy(ADMIN))
            .camera(SimulatedCamera.looping("hevc", Clips.bundled(BundledClips.BOXES_H265)))
            .build()
            .start();
    open = server.url("open");
    guarded = server.url("guarded");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void connect() throws IOException {
    client = new RtspClient(server);
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
  }

  @Test
  void goesTheWholeWayFromOptionsToTeardown() throws IOException {
    assertThat(client.ask("OPTIONS", open).header("Public")).contains("DESCRIBE", "GET_PARAMETER");
    Response described = client.ask("DESCRIBE", open, "Accept: application/sdp");
    assertThat(described.header("Content-Base")).isEqualTo(open + "/");
    assertThat(described.body())
        .contains("m=video 0 RTP/AVP 96", "a=rtpmap:96 H264/90000", "packetization-mode=1")
        .containsPattern("profile-level-id=4D[0-9A-F]{4};sprop-parameter-sets=Z[^,]+,a[^,]+\r\n");
    Response setUp = client.ask("SETUP", open + "/video", TCP);
    assertThat(setUp.header("Transport")).contains("interleaved=0-1", "ssrc=");
    assertThat(setUp.header("Session")).endsWith(";timeout=60");
    String session = "Session: " + setUp.session();
    Response playing = client.ask("PLAY", open, session, "Range: npt=0.000-");
    assertThat(playing.header("RTP-Info")).startsWith("url=" + open + "/video;seq=");
    int sequence =
        Integer.parseInt(playing.header("RTP-Info").replaceAll(".*;seq=(\\d+);.*", "$1"));
    assertThat(client.rtp().sequence()).isEqualTo(sequence);
    assertThat(client.ask("GET_PARAMETER", open, session).status()).isEqualTo(200);
    assertThat(client.ask("PAUSE", open, session).status()).isEqualTo(200);
    assertThat(client.ask("PLAY", open, session).status()).isEqualTo(200);
    assertThat(client.ask("TEARDOWN", open, session).status()).isEqualTo(200);
    assertThat(client.ask("PLAY", open, session).status()).isEqualTo(454);
    assertThat(server.figures("open").viewers()).isZero();
  }

  @Test
  void describesH265WithItsThreeParameterSets() throws IOException {
    assertThat(client.ask("DESCRIBE", server.url("hevc")).body())
        .contains("a=rtpmap:96 H265/90000")
        .containsPattern("sprop-vps=Q[^;]+;sprop-sps=Q[^;]+;sprop-pps=R[^;]+\r\n");
  }

  @ParameterizedTest(name = "{0} is answered with {1}")
  @CsvSource({
    "ANNOUNCE, 405",
    "RECORD, 405",
    "SET_PARAMETER, 405",
    "FETCH, 501",
    "options, 501",
    "PLAY, 454",
    "PAUSE, 454",
    "TEARDOWN, 454",
    "GET_PARAMETER, 200",
  })
  void answersEveryMethod(String method, int status) throws IOException {
    assertThat(client.ask(method, open).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody",
        "",
        "../open",
        "open/../open",
        "..%2f..%2fetc/passwd",
        "open/audio",
        "open/video/video",
        "OPEN",
        "open%00",
      })
  void findsNoOtherCameraThanItsOwn(String path) throws IOException {
    String uri = open.substring(0, open.length() - 4) + path;
    assertThat(client.ask("DESCRIBE", uri).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "?channel=1", "/?subtype=0"})
  void findsTheCameraBehindSlashesAndQueries(String suffix) throws IOException {
    assertThat(client.ask("DESCRIBE", open + suffix).status()).isEqualTo(200);
  }

  @ParameterizedTest(name = "{0} with ''{1}'' is answered with {2}")
  @CsvSource({
    "DESCRIBE, Accept: text/html, 406",
    "DESCRIBE, Require: implicit-play, 551",
    "SETUP, X: no transport, 400",
    "SETUP, Transport: RTP/AVP;multicast, 461",
    "SETUP, Transport: RTP/SAVP;unicast;client_port=5000-5001, 461",
    "SETUP, Transport: RTP/AVP;unicast;client_port=0-0, 461",
    "PLAY, Session: 0123456789abcdef, 454",
    "GET_PARAMETER, Session: ../../x, 454",
  })
  void refusesWhatItCannotDo(String method, String header, int status) throws IOException {
    assertThat(client.ask(method, open + "/video", header).status()).isEqualTo(status);
  }

  @Test
  void refusesToSetUpTheWholeCameraOrAPlayingTrack() throws IOException {
    assertThat(client.ask("SETUP", open, TCP).status()).isEqualTo(459);
    String session = "Session: " + client.play(open);
    assertThat(client.ask("SETUP", open + "/video", TCP, session).status()).isEqualTo(455);
    assertThat(client.ask("PLAY", open, session, "Range: tomorrow").status()).isEqualTo(457);
    assertThat(client.say(withBody(open, session)).status()).isEqualTo(451);
  }

  @Test
  void boundsTheSessionsOfAConnection() throws IOException {
    int status = 200;
    int sessions = 0;
    while (status == 200 && sessions < 100) {
      status = client.ask("SETUP", open + "/video", TCP).status();
      sessions++;
    }
    assertThat(status).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "CSeq: x\r\n", "CSeq: -1\r\n", "CSeq: 99999999999\r\n"})
  void wantsANumberedRequest(String sequence) throws IOException {
    Response response = client.say("OPTIONS " + open + " RTSP/1.0\r\n" + sequence + "\r\n");
    assertThat(response.status()).isEqualTo(400);
    assertThat(client.ask("OPTIONS", open).status()).isEqualTo(200);
  }

  @Test
  void refusesOtherVersionsAndGoesOn() throws IOException {
    assertThat(client.say("OPTIONS * RTSP/2.0\r\nCSeq: 1\r\n\r\n").status()).isEqualTo(505);
    assertThat(client.ask("OPTIONS", "*").status()).isEqualTo(200);
  }

  @Test
  void closesWhenItDoesNotHearRtsp() throws IOException {
    assertThat(client.say("GET / HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(400);
    assertThatThrownBy(client::answer).isInstanceOf(EOFException.class);
  }

  @Test
  void readsReportsOfTheClientBetweenItsRequests() throws IOException {
    String session = client.play(open);
    client.send(new byte[] {'$', 1, 0, 8, (byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 9});
    assertThat(client.ask("GET_PARAMETER", open, "Session: " + session).status()).isEqualTo(200);
  }

  @Test
  void asksForCredentialsAndTakesTheRightOnes() throws IOException {
    Response challenge = client.ask("DESCRIBE", guarded);
    assertThat(challenge.status()).isEqualTo(401);
    for (String algorithm : new String[] {"MD5", "SHA-256"}) {
      var right = new DigestAnswer(algorithm, true, ADMIN);
      String header = right.header(challenge.header("WWW-Authenticate"), "DESCRIBE", guarded);
      assertThat(client.ask("DESCRIBE", guarded, "Authorization: " + header).status())
          .isEqualTo(200);
    }
    var wrong = new DigestAnswer("MD5", true, new Credentials("admin", "guess"));
    String header = wrong.header(challenge.header("WWW-Authenticate"), "DESCRIBE", guarded);
    assertThat(client.ask("DESCRIBE", guarded, "Authorization: " + header).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DESCRIBE", "SETUP", "PLAY", "PAUSE", "TEARDOWN"})
  void guardsEveryMethodOfAGuardedCamera(String method) throws IOException {
    assertThat(client.ask(method, guarded + "/video", TCP).status()).isEqualTo(401);
    assertThat(client.ask("OPTIONS", guarded).status()).isEqualTo(200);
  }

  @Test
  void doesNotLetASessionOfOneCameraPlayAnother() throws IOException {
    String session = "Session: " + client.ask("SETUP", open + "/video", TCP).session();
    assertThat(client.ask("SETUP", server.url("hevc") + "/video", TCP, session).status())
        .isEqualTo(455);
  }

  private static String withBody(String uri, String session) {
    return "GET_PARAMETER "
        + uri
        + " RTSP/1.0\r\nCSeq: 99\r\n"
        + session
        + "\r\nContent-Length: 8\r\n\r\njitter\r\n";
  }
}
