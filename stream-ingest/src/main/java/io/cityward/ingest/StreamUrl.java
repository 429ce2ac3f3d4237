package io.cityward.ingest;

import io.cityward.core.CityException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a camera's stream is: {@code rtsp://[user[:password]@]host[:port]/path}, likewise rtsps,
 * rtmp, rtmps, http and https (HLS, MJPEG), or {@code file:///path}. The credentials are kept apart
 * and appear in no message, log line or {@code toString()}.
 */
public final class StreamUrl {

  private static final int LONGEST = 2048;
  private static final String FORM =
      "rtsp://[user[:password]@]host[:port]/path, also rtsps, rtmp, rtmps, http, https,"
          + " or file:///path";
  private static final Pattern FILE = Pattern.compile("(?i)file://(?<path>/[^\\p{Cntrl}]+)");

  private static final Pattern PARTS =
      Pattern.compile(
          "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?:(?<user>[^/?#]*)@)?"
              + "(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(?<port>[0-9]{1,5}))?"
              + "(?<path>[/?][\\x21-\\x7e]*)?");

  /** Everything up to the last '@' may hold a password, also in a URL that cannot be parsed. */
  private static final Pattern USER_PART = Pattern.compile("^([^:/]*://)?.*@", Pattern.DOTALL);

  /** Many cameras take the password as a parameter of the path. */
  private static final Pattern SECRET_PARAMETER =
      Pattern.compile(
          "(?i)((?:pass(?:word|wd)?|pwd|token|secret|key|auth|sig|signature)=)[^&/;?#]*");

  private final Protocol protocol;
  private final String host;
  private final int port;
  private final String path;
  private final Optional<Credentials> credentials;

  /** Kept from records' {@code toString()} by not being one. */
  private static final class Credentials {
    private final String user;
    private final String password;

    private Credentials(String user, String password) {
      this.user = user;
      this.password = password;
    }
  }

  private StreamUrl(
      Protocol protocol, String host, int port, String path, Optional<Credentials> credentials) {
    this.protocol = protocol;
    this.host = host;
    this.port = port;
    this.path = path;
    this.credentials = credentials;
  }

  /**
   * @throws CityException INVALID, naming what is wrong with the masked text
   */
  public static StreamUrl parse(String text) {
    if (text == null || text.isBlank() || text.length() > LONGEST) {
      throw refused(text == null ? "nothing" : text.length() + " characters", FORM);
    }
    Matcher file = FILE.matcher(text);
    if (file.matches()) {
      return new StreamUrl(Protocol.FILE, "", 0, file.group("path"), Optional.empty());
    }
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw refused(mask(text), FORM + ", with special characters written as %XX");
    }
    String scheme = parts.group("scheme");
    Protocol protocol =
        Protocol.of(scheme)
            .filter(p -> p != Protocol.FILE)
            .orElseThrow(() -> refused(mask(text), FORM + "; " + scheme + " is not supported"));
    int port =
        parts.group("port") == null
            ? protocol.defaultPort()
            : Integer.parseInt(parts.group("port"));
    if (port < 1 || port > 65535) {
      throw refused(mask(text), "a port from 1 to 65535");
    }
    String path = parts.group("path") == null ? "/" : parts.group("path");
    Optional<Credentials> credentials = credentials(parts.group("user"), text);
    return new StreamUrl(protocol, parts.group("host"), port, path, credentials);
  }

  /** The same place, with credentials that were configured apart from the URL. */
  public StreamUrl withCredentials(String user, String password) {
    if (protocol == Protocol.FILE) {
      throw CityException.invalid("user", user, "none for a file");
    }
    return new StreamUrl(protocol, host, port, path, Optional.of(new Credentials(user, password)));
  }

  Protocol protocol() {
    return protocol;
  }

  /** In lower case: {@code rtsp}. */
  public String scheme() {
    return protocol.scheme();
  }

  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  public boolean hasCredentials() {
    return credentials.isPresent();
  }

  /** Fit for people and logs: no user, no password. */
  public String masked() {
    String at = port == protocol.defaultPort() ? host : host + ":" + port;
    return scheme() + "://" + at + maskParameters(path);
  }

  /** Any text that may hold a URL, without what may be a credential in it. */
  public static String mask(String text) {
    return maskParameters(USER_PART.matcher(text).replaceFirst("$1***@"));
  }

  /** With its query; of a file, the file's. */
  String path() {
    return path;
  }

  /** For the reader alone; empty if there is none. */
  String user() {
    return credentials.map(c -> c.user).orElse("");
  }

  /** For the reader alone; empty if there is none. */
  String password() {
    return credentials.map(c -> c.password).orElse("");
  }

  /** With credentials: for FFmpeg alone, which takes them in no other way. */
  String secretText() {
    if (protocol == Protocol.FILE) {
      return "file:" + path;
    }
    String user = credentials.map(c -> encode(c.user) + ":" + encode(c.password) + "@").orElse("");
    return scheme() + "://" + user + host + ":" + port + path;
  }

  private static Optional<Credentials> credentials(String user, String text) {
    if (user == null || user.isEmpty()) {
      return Optional.empty();
    }
    int colon = user.indexOf(':');
    String name = colon < 0 ? user : user.substring(0, colon);
    String password = colon < 0 ? "" : user.substring(colon + 1);
    try {
      return Optional.of(new Credentials(decode(name), decode(password)));
    } catch (IllegalArgumentException e) {
      throw refused(mask(text), "user and password with special characters written as %XX");
    }
  }

  private static CityException refused(String masked, String expectation) {
    return CityException.invalid("url", masked, expectation);
  }

  private static String maskParameters(String path) {
    return SECRET_PARAMETER.matcher(path).replaceAll("$1***");
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
      encoded.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b & 0xff));
    }
    return encoded.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StreamUrl that && secretText().equals(that.secretText());
  }

  @Override
  public int hashCode() {
    return host.hashCode() * 31 + path.hashCode();
  }

  @Override
  public String toString() {
    return masked();
  }
}
