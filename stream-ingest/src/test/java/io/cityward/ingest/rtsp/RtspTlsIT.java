package io.cityward.ingest.rtsp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.ingest.rtsp.RtspFailure.Kind;
import io.cityward.ingest.rtsp.RtspRequest.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class RtspTlsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(8);

  @TempDir private static Path directory;
  private static ScriptedCamera camera;
  private static KeyStore keys;

  @BeforeAll
  static void start() throws Exception {
    camera = new ScriptedCamera((request, answer) -> answer.politely());
    keys = TlsFront.keys(directory, "ip:127.0.0.1");
  }

  @AfterAll
  static void stop() throws IOException {
    camera.close();
  }

  @Test
  void playsByAConnectionThatIsEncrypted() throws Exception {
    try (TlsFront front = new TlsFront(keys, camera.port());
        RtspClient client =
            new RtspClient(request(front, new Tls(TlsFront.trusting(keys), true)))) {
      client.open();

      assertThat(client.read(PATIENCE).key()).isTrue();
      assertThat(client.read(PATIENCE).mediaTicks()).isEqualTo(3600);
      assertThat(camera.requests.get(0).uri()).startsWith("rtsps://127.0.0.1:");
    }
  }

  @Test
  void trustsNobodyWhoIsNotKnown() throws Exception {
    try (TlsFront front = new TlsFront(keys, camera.port())) {
      assertFails(
          request(front, Tls.trusted()), "its certificate is signed by nobody who is trusted here");
    }
  }

  @Test
  void trustsAnybodyIfItIsToldTo() throws Exception {
    try (TlsFront front = new TlsFront(keys, camera.port());
        RtspClient client = new RtspClient(request(front, Tls.unverified()))) {
      client.open();

      assertThat(client.read(PATIENCE).key()).isTrue();
    }
  }

  @Test
  void noticesThatTheCertificateIsAnothers() throws Exception {
    KeyStore others = TlsFront.keys(directory, "dns:other.city");
    try (TlsFront front = new TlsFront(others, camera.port())) {
      Tls tls = new Tls(TlsFront.trusting(others), true);
      assertFails(request(front, tls), "its certificate is for another host");
    }
  }

  @Test
  void noticesThatThePortIsPlain() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> greet(plain), "plain");
      thread.start();
      assertFails(
          RtspRequest.of("127.0.0.1", plain.getLocalPort(), "/").withTls(Tls.unverified()),
          "it does not speak TLS on this port");
      thread.join(PATIENCE.toMillis());
    }
  }

  private static void greet(ServerSocket plain) {
    try (Socket client = plain.accept()) {
      client.getOutputStream().write("RTSP/1.0 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
      client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The client hung up, as it should.
      return;
    }
  }

  @Test
  void waitsNoLongerForPicturesBecauseTheyAreEncrypted() throws Exception {
    try (TlsFront front = new TlsFront(keys, camera.port());
        RtspClient client = new RtspClient(request(front, Tls.unverified()))) {
      client.open();
      client.read(PATIENCE);
      client.read(PATIENCE);

      assertThatThrownBy(() -> client.read(Duration.ofMillis(300)))
          .hasMessage("no picture for 0.3 s");
    }
  }

  private static RtspRequest request(TlsFront front, Tls tls) {
    return RtspRequest.of("127.0.0.1", front.port(), "/cam").withTls(tls);
  }

  private static void assertFails(RtspRequest request, String reason) {
    try (RtspClient client = new RtspClient(request)) {
      assertThatThrownBy(client::open)
          .isInstanceOfSatisfying(
              RtspFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.TLS))
          .hasMessage(reason);
    }
  }
}
