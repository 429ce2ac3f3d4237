package io.cityward.ingest.rtsp;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a camera sends its media (RFC 2326, 12.39).
 *
 * @param first the RTP channel or port; -1 if it does not say
 * @param second the RTCP channel or port; -1 if it does not say
 */
record TransportAnswer(boolean interleaved, int first, int second) {

  private static final Pattern CHANNELS = pair("interleaved");
  private static final Pattern PORTS = pair("server_port");

  static TransportAnswer parse(String header) {
    String text = header.toLowerCase(Locale.ROOT);
    boolean interleaved = text.contains("/tcp") || text.contains("interleaved");
    Matcher matcher = (interleaved ? CHANNELS : PORTS).matcher(text);
    int most = interleaved ? 255 : 65_535;
    if (!matcher.find()) {
      return new TransportAnswer(interleaved, -1, -1);
    }
    int first = Integer.parseInt(matcher.group(1));
    int second = matcher.group(2) == null ? first + 1 : Integer.parseInt(matcher.group(2));
    boolean sound = first <= most && second <= most && (interleaved || first > 0 && second > 0);
    return sound
        ? new TransportAnswer(interleaved, first, second)
        : new TransportAnswer(interleaved, -1, -1);
  }

  private static Pattern pair(String name) {
    return Pattern.compile(name + "\\s*=\\s*(\\d{1,5})(?:\\s*-\\s*(\\d{1,5}))?");
  }
}
