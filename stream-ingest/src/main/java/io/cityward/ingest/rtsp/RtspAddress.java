package io.cityward.ingest.rtsp;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a stream is, without credentials: {@code rtsp[s]://host:port/path}. */
record RtspAddress(boolean tls, String host, int port, String path) {

  private static final int LONGEST = 4096;
  private static final Pattern PARTS =
      Pattern.compile(
          "(?i)(?<scheme>rtsps?)://(?:[^/?#]*@)?"
              + "(?<host>\\[[0-9a-f:.%]+]|[a-z0-9._-]+)(?::(?<port>[0-9]{1,5}))?"
              + "(?<path>[/?][\\x21-\\x7e]*)?");
  private static final Pattern ABSOLUTE = Pattern.compile("(?i)rtsps?://.*", Pattern.DOTALL);
  private static final Pattern USER = Pattern.compile("(?i)^(rtsps?://)[^/?#]*@");

  /** An absolute address as cameras write it; empty if it is none. */
  static Optional<RtspAddress> parse(String text) {
    Matcher parts = PARTS.matcher(text);
    if (text.length() > LONGEST || !parts.matches()) {
      return Optional.empty();
    }
    boolean tls = parts.group("scheme").equalsIgnoreCase("rtsps");
    String port = parts.group("port");
    int number = port == null ? (tls ? 322 : 554) : Integer.parseInt(port);
    if (number < 1 || number > 65_535) {
      return Optional.empty();
    }
    String path = parts.group("path") == null ? "/" : parts.group("path");
    return Optional.of(new RtspAddress(tls, parts.group("host"), number, path));
  }

  /** Where a redirect leads, which may be a path alone. */
  Optional<RtspAddress> resolve(String location) {
    if (location.startsWith("/") && location.length() <= LONGEST) {
      return Optional.of(new RtspAddress(tls, host, port, location));
    }
    return parse(location);
  }

  boolean sameHost(RtspAddress other) {
    return host.toLowerCase(Locale.ROOT).equals(other.host.toLowerCase(Locale.ROOT));
  }

  /** As a request line has it; the port is always there, as FFmpeg writes it. */
  String uri() {
    return (tls ? "rtsps://" : "rtsp://") + host + ":" + port + path;
  }

  /**
   * The address of a track or of all (RFC 2326, C.1.1). A relative one is appended to the base, as
   * all clients do and cameras expect, not resolved as a link would be.
   *
   * @param control the attribute's value; empty or {@code *} for the base itself
   */
  static String control(String base, String control) {
    if (control.isEmpty() || control.equals("*")) {
      return base;
    }
    if (ABSOLUTE.matcher(control).matches()) {
      return withoutUser(control);
    }
    boolean joined = base.endsWith("/") || control.startsWith("/");
    return base.endsWith("/") && control.startsWith("/")
        ? base + control.substring(1)
        : base + (joined ? "" : "/") + control;
  }

  static String withoutUser(String uri) {
    return USER.matcher(uri).replaceFirst("$1");
  }
}
