package io.cityward.ingest.rtsp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A response, or a request that a camera sends.
 *
 * @param status 0 for a request
 * @param method empty for a response
 * @param headers by name in lower case, in the order they came
 */
record RtspMessage(int status, String method, Map<String, List<String>> headers, String body) {

  static final int LONGEST_LINE = 8 << 10;
  static final int MOST_HEADERS = 100;
  static final int LONGEST_BODY = 256 << 10;

  private static final Pattern STATUS = Pattern.compile("RTSP/\\d\\.\\d\\s+(\\d{3})(?:\\s.*)?");
  private static final Pattern REQUEST =
      Pattern.compile("([A-Z_]{3,20})\\s+\\S+\\s+RTSP/\\d\\.\\d");

  /**
   * @param head without the empty line that ends it
   * @return empty if it does not begin as a message does
   */
  static Optional<RtspMessage> parse(String head) throws RtspFailure {
    String[] lines = head.split("\r?\n", -1);
    Matcher status = STATUS.matcher(lines[0].trim());
    Matcher request = REQUEST.matcher(lines[0].trim());
    if (status.matches()) {
      int code = Integer.parseInt(status.group(1));
      return Optional.of(new RtspMessage(code, "", headers(lines), ""));
    }
    return request.matches()
        ? Optional.of(new RtspMessage(0, request.group(1), headers(lines), ""))
        : Optional.empty();
  }

  private static Map<String, List<String>> headers(String[] lines) throws RtspFailure {
    if (lines.length - 1 > MOST_HEADERS) {
      throw RtspFailure.protocol("sends more than " + MOST_HEADERS + " header lines");
    }
    Map<String, List<String>> headers = new TreeMap<>();
    String name = "";
    for (int i = 1; i < lines.length; i++) {
      if (lines[i].length() > LONGEST_LINE) {
        throw RtspFailure.protocol("sends a header line of more than 8 KiB");
      }
      int colon = lines[i].indexOf(':');
      boolean folded = lines[i].startsWith(" ") || lines[i].startsWith("\t");
      if (folded && headers.containsKey(name)) {
        List<String> values = headers.get(name);
        values.set(values.size() - 1, values.get(values.size() - 1) + " " + lines[i].trim());
      } else if (colon > 0) {
        name = lines[i].substring(0, colon).trim().toLowerCase(Locale.ROOT);
        headers
            .computeIfAbsent(name, n -> new ArrayList<>(1))
            .add(lines[i].substring(colon + 1).trim());
      }
    }
    return headers;
  }

  RtspMessage withBody(byte[] bytes) {
    return new RtspMessage(status, method, headers, new String(bytes, StandardCharsets.UTF_8));
  }

  boolean request() {
    return status == 0;
  }

  boolean success() {
    return status >= 200 && status < 300;
  }

  /** The first of that name. */
  Optional<String> header(String name) {
    return all(name).stream().findFirst();
  }

  List<String> all(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** 0 if the message does not say. */
  int contentLength() throws RtspFailure {
    String value = header("Content-Length").orElse("0");
    if (!value.matches("\\d{1,9}") || Integer.parseInt(value) > LONGEST_BODY) {
      String shown = value.substring(0, Math.min(24, value.length()));
      throw RtspFailure.protocol(
          "Content-Length: " + shown + " (expected: 0 to " + LONGEST_BODY + ")");
    }
    return Integer.parseInt(value);
  }
}
