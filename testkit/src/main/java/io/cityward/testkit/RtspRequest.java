package io.cityward.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An RTSP request.
 *
 * @param headers by their names, upper and lower case alike
 */
record RtspRequest(
    String method, String uri, String version, Map<String, String> headers, String body)
    implements Inbound {

  private static final Pattern ORIGIN =
      Pattern.compile("rtsps?://[^/?]*", Pattern.CASE_INSENSITIVE);

  /**
   * Reads request line and headers.
   *
   * @return empty if it is not RTSP
   */
  static Optional<RtspRequest> parse(String head) {
    String[] lines = head.split("\r?\n");
    String[] first = lines[0].split(" ");
    if (first.length != 3 || !first[2].startsWith("RTSP/") || first[0].isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon < 1) {
        return Optional.empty();
      }
      headers.put(lines[i].substring(0, colon).trim(), lines[i].substring(colon + 1).trim());
    }
    return Optional.of(new RtspRequest(first[0], first[1], first[2], headers, ""));
  }

  RtspRequest withBody(String text) {
    return new RtspRequest(method, uri, version, headers, text);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The number that the answer repeats; empty if there is none or it is not a number. */
  Optional<String> sequence() {
    return header("CSeq").filter(text -> text.matches("\\d{1,10}"));
  }

  /** Bytes that follow the head; -1 if the header makes no sense. */
  int contentLength() {
    String text = header("Content-Length").orElse("0");
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
  }

  /** The session's id, without the parameters that may follow it. */
  Optional<String> session() {
    return header("Session").map(text -> text.replaceFirst(";.*", "").trim());
  }

  /** The URI up to its path, as the client knows the server. */
  String origin() {
    Matcher matcher = ORIGIN.matcher(uri);
    return matcher.lookingAt() ? matcher.group() : uri;
  }

  /** The URI's path without its first slash, a last slash and a query; empty if it has none. */
  String path() {
    Matcher matcher = ORIGIN.matcher(uri);
    String rest = matcher.lookingAt() ? uri.substring(matcher.end()) : "";
    return rest.replaceFirst("\\?.*", "").replaceFirst("^/", "").replaceFirst("/$", "");
  }
}
