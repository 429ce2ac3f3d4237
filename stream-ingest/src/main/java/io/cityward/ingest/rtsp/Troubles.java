package io.cityward.ingest.rtsp;

import io.cityward.ingest.rtsp.RtspFailure.Kind;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedByInterruptException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** From what a socket throws to what went wrong, in words for an operator. */
final class Troubles {

  private Troubles() {}

  static RtspFailure of(IOException e, Deadline deadline) {
    if (deadline.over()) {
      return deadline.failure();
    }
    if (e instanceof ClosedByInterruptException) {
      return RtspFailure.cancelled();
    }
    return e instanceof SSLException ? tls((SSLException) e) : socket(e);
  }

  private static RtspFailure socket(IOException e) {
    String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    // The classes are too coarse: a network that cannot be reached is a ConnectException, too.
    if (e instanceof NoRouteToHostException || text.contains("unreachable")) {
      return new RtspFailure(Kind.UNREACHABLE, "not reachable (" + text + ")");
    }
    if (text.contains("refused")) {
      return new RtspFailure(Kind.REFUSED, "nobody listens there (connection refused)");
    }
    if (text.contains("timed out")) {
      return new RtspFailure(Kind.SILENT, "does not answer (" + text + ")");
    }
    return new RtspFailure(Kind.CLOSED, "the connection broke (" + text + ")");
  }

  private static RtspFailure tls(SSLException e) {
    return new RtspFailure(Kind.TLS, reason(e));
  }

  private static String reason(SSLException e) {
    String text = String.valueOf(e.getMessage());
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException) {
        return "its certificate has expired";
      }
      if (cause instanceof CertificateNotYetValidException) {
        return "its certificate is not valid yet";
      }
      if (cause instanceof java.security.cert.CertPathBuilderException) {
        return "its certificate is signed by nobody who is trusted here";
      }
    }
    if (text.contains("No subject alternative") || text.contains("No name matching")) {
      return "its certificate is for another host";
    }
    if (text.contains("Unsupported or unrecognized SSL message")) {
      return "it does not speak TLS on this port";
    }
    String what = e instanceof SSLHandshakeException ? "no agreement on TLS" : "TLS broke";
    return what + " (" + text + ")";
  }
}
