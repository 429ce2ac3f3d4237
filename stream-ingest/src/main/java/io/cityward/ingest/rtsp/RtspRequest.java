package io.cityward.ingest.rtsp;

import io.cityward.core.CityException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * What to play, and how.
 *
 * @param host a name or an address; IPv6 in brackets
 * @param path with the query, as the camera wants it; may hold secrets, and is in no message
 * @param login if the camera asks for one
 * @param connectTimeout from the first look-up to the first packet's way being free
 * @param tls for {@code rtsps}; without it the connection is plain
 */
public record RtspRequest(
    String host,
    int port,
    String path,
    Optional<Login> login,
    RtpTransport transport,
    Duration connectTimeout,
    Optional<Tls> tls) {

  private static final Pattern HOST = Pattern.compile("\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._-]{1,255}");
  private static final Pattern PATH = Pattern.compile("[/?][\\x21-\\x7e]{0,4095}");
  private static final Pattern CONTROL = Pattern.compile(".*\\p{Cntrl}.*", Pattern.DOTALL);

  /** User and password; neither appears in {@code toString()}. */
  public record Login(String user, String password) {

    public Login {
      if (CONTROL.matcher(user).matches() || CONTROL.matcher(password).matches()) {
        throw CityException.invalid("login", "***", "no control characters");
      }
    }

    @Override
    public String toString() {
      return "***";
    }
  }

  /**
   * How the camera proves who it is.
   *
   * @param verifyHost whether its certificate has to be for the host that was asked for
   */
  public record Tls(SSLContext context, boolean verifyHost) {

    public Tls {
      Objects.requireNonNull(context);
    }

    /** By a certificate for its name that the JDK trusts. */
    public static Tls trusted() {
      try {
        return new Tls(SSLContext.getDefault(), true);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("the JDK's TLS settings are broken", e);
      }
    }

    /** Not at all: encrypted, but to whoever answers. Most cameras sign for themselves. */
    public static Tls unverified() {
      return new Tls(AnyCertificate.context(), false);
    }
  }

  public RtspRequest {
    if (host == null || !HOST.matcher(host).matches()) {
      throw CityException.invalid("host", host, "a name or an address, IPv6 in brackets");
    }
    if (port < 1 || port > 65_535) {
      throw CityException.invalid("port", port, "1 to 65535");
    }
    if (path == null || !PATH.matcher(path).matches()) {
      throw CityException.invalid("path", "***", "'/' or '?', then printable ASCII without spaces");
    }
    if (connectTimeout.isNegative() || connectTimeout.isZero()) {
      throw CityException.invalid("connect timeout", connectTimeout, "more than 0 s");
    }
    if (tls.isPresent() && transport == RtpTransport.UDP) {
      throw CityException.invalid("transport", transport, "TCP or AUTO with TLS");
    }
  }

  /** Plain, by TCP, without a login, within 10 s. */
  public static RtspRequest of(String host, int port, String path) {
    return new RtspRequest(
        host,
        port,
        path,
        Optional.empty(),
        RtpTransport.TCP,
        Duration.ofSeconds(10),
        Optional.empty());
  }

  public RtspRequest withLogin(String user, String password) {
    Optional<Login> given = Optional.of(new Login(user, password));
    return new RtspRequest(host, port, path, given, transport, connectTimeout, tls);
  }

  public RtspRequest withTransport(RtpTransport given) {
    return new RtspRequest(host, port, path, login, given, connectTimeout, tls);
  }

  public RtspRequest withConnectTimeout(Duration given) {
    return new RtspRequest(host, port, path, login, transport, given, tls);
  }

  public RtspRequest withTls(Tls given) {
    return new RtspRequest(host, port, path, login, transport, connectTimeout, Optional.of(given));
  }

  RtspAddress address() {
    return new RtspAddress(tls.isPresent(), host, port, path);
  }

  @Override
  public String toString() {
    return (tls.isPresent() ? "rtsps://" : "rtsp://") + host + ":" + port + "/***";
  }
}
