package io.cityward.ingest.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.ingest.rtsp.RtspFailure.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class TroublesTest {

  private final Deadline deadline = new Deadline();

  @Test
  void tellsWhereTheWayEnds() {
    assertThat(kind(new ConnectException("Connection refused"))).isEqualTo(Kind.REFUSED);
    assertThat(kind(new ConnectException("Network is unreachable"))).isEqualTo(Kind.UNREACHABLE);
    assertThat(kind(new NoRouteToHostException("No route"))).isEqualTo(Kind.UNREACHABLE);
    assertThat(kind(new ConnectException("Connection timed out"))).isEqualTo(Kind.SILENT);
    assertThat(kind(new IOException("Connection reset"))).isEqualTo(Kind.CLOSED);
    assertThat(kind(new IOException())).isEqualTo(Kind.CLOSED);
  }

  @Test
  void namesACertificateThatHasExpired() {
    var thrown = new SSLHandshakeException("PKIX path validation failed");
    thrown.initCause(new IOException(new CertificateExpiredException()));

    assertThat(Troubles.of(thrown, deadline)).hasMessage("its certificate has expired");
  }

  @Test
  void blamesTheDeadlineForWhatItEnded() {
    deadline.arm(Duration.ofSeconds(2), "no picture for");
    deadline.check(System.nanoTime() + 1_000_000_000);
    assertThat(deadline.over()).isFalse();
    deadline.check(System.nanoTime() + 3_000_000_000L);
    assertThat(Troubles.of(new IOException("closed"), deadline)).hasMessage("no picture for 2.0 s");

    deadline.cancel();
    assertThat(kind(new IOException("closed"))).isEqualTo(Kind.CANCELLED);
  }

  private Kind kind(IOException thrown) {
    return Troubles.of(thrown, deadline).kind();
  }
}
