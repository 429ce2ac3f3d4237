package io.cityward.ingest;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Why an encrypted connection is refused. FFmpeg reports all of it as an input/output error; this
 * asks the server once more by Java's own TLS, for the reason alone.
 */
final class TlsReason {

  private TlsReason() {}

  /** Empty if the certificate is not what is wrong. */
  static Optional<String> of(StreamUrl url, SessionSettings settings) {
    int millis = (int) Math.min(Integer.MAX_VALUE, settings.connectTimeout().toMillis());
    SSLSocketFactory factory = settings.trust().tls().context().getSocketFactory();
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(url.host(), url.port()), millis);
      plain.setSoTimeout(millis);
      try (SSLSocket socket =
          (SSLSocket) factory.createSocket(plain, url.host(), url.port(), true)) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return Optional.empty();
      }
    } catch (SSLException e) {
      return Optional.of(inWords(e));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static String inWords(SSLException failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof CertificateExpiredException) {
        return "its certificate has expired";
      }
      if (e.getMessage() != null && e.getMessage().contains("subject alternative")) {
        return "its certificate is for another host";
      }
    }
    boolean certificate = false;
    for (Throwable e = failure; e != null; e = e.getCause()) {
      certificate |= e instanceof CertificateException;
    }
    return certificate
        ? "its certificate is signed by nobody who is trusted here"
        : "does not speak TLS as it should (" + failure.getMessage() + ")";
  }
}
