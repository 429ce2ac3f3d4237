package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.testkit.FfmpegPlayer.Decoded;
import java.io.IOException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** Cameras behind TLS, seen by a client that trusts just the test authority. */
class RtspsIT {

  private static final String HOST = "127.0.0.1";

  @Test
  void playsToWhoTrustsItsAuthority() throws Exception {
    try (RtspServer server = start(TestCertificate.forHost(HOST));
        RtspClient client = connect(server)) {
      assertThat(server.url("cam")).isEqualTo("rtsps://127.0.0.1:" + server.port() + "/cam");
      client.play(server.url("cam"));
      assertThat(client.rtp().marked()).isFalse();
    }
  }

  @Test
  void playsToFfmpeg() throws Exception {
    try (RtspServer server = start(TestCertificate.forHost(HOST));
        var player = new FfmpegPlayer(server.url("cam"), "tcp")) {
      assertThat(player.play(10)).hasSize(10).noneMatch(Decoded::corrupt);
    }
  }

  @Test
  void isRefusedForAnotherHostsCertificate() {
    assertRefused(TestCertificate.forAnotherHost(), "No subject alternative names matching");
  }

  @Test
  void isRefusedForAnExpiredCertificate() {
    assertRefused(TestCertificate.expired(HOST), "CertificateExpiredException");
  }

  @Test
  void doesNotSpeakWithoutTls() throws Exception {
    try (RtspServer server = start(TestCertificate.forHost(HOST));
        var client = new RtspClient(server)) {
      assertThatThrownBy(() -> client.ask("OPTIONS", "*")).isInstanceOf(IOException.class);
    }
  }

  private static void assertRefused(TestCertificate certificate, String reason) {
    try (RtspServer server = start(certificate)) {
      assertThatThrownBy(() -> connect(server).ask("OPTIONS", "*"))
          .isInstanceOf(SSLHandshakeException.class)
          .rootCause()
          .isInstanceOf(CertificateException.class)
          .satisfies(cause -> assertThat(cause.toString()).containsIgnoringCase(reason));
    }
  }

  private static RtspServer start(TestCertificate certificate) {
    return RtspServer.builder()
        .tls(certificate)
        .camera(SimulatedCamera.looping("cam", Clips.beginning(BundledClips.BOXES_H264, 25)))
        .build()
        .start();
  }

  private static RtspClient connect(RtspServer server) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("camera", TestCertificate.authority());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    return new RtspClient(socket, server.port(), 1 << 16);
  }
}
