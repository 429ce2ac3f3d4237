package io.cityward.testkit;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a client wants its media (RFC 2326, 12.39): the two ways that this server has. */
sealed interface TransportSpec {

  Pattern PAIR = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

  /** In the control connection, RTP and RTCP on these channels. */
  record Interleaved(int rtpChannel, int rtcpChannel) implements TransportSpec {}

  /** To these ports of the client. */
  record Udp(int rtpPort, int rtcpPort) implements TransportSpec {}

  /** The first offer in the header that can be had; empty if none can. */
  static Optional<TransportSpec> choose(String header) {
    for (String offer : header.split(",")) {
      Optional<TransportSpec> spec = read(offer.trim());
      if (spec.isPresent()) {
        return spec;
      }
    }
    return Optional.empty();
  }

  private static Optional<TransportSpec> read(String offer) {
    String[] parts = offer.split(";", -1);
    String profile = parts[0].trim().toUpperCase(Locale.ROOT);
    String channels = "";
    String ports = "";
    for (String part : parts) {
      String parameter = part.trim().toLowerCase(Locale.ROOT);
      if (parameter.equals("multicast") || parameter.equals("mode=record")) {
        return Optional.empty();
      }
      if (parameter.startsWith("interleaved=")) {
        channels = parameter.substring("interleaved=".length());
      } else if (parameter.startsWith("client_port=")) {
        ports = parameter.substring("client_port=".length());
      }
    }
    return switch (profile) {
      case "RTP/AVP/TCP" ->
          channels.isEmpty()
              ? Optional.of(new Interleaved(0, 1))
              : pair(channels, 0, 255).map(p -> new Interleaved(p[0], p[1]));
      case "RTP/AVP", "RTP/AVP/UDP" -> pair(ports, 1, 65_535).map(p -> new Udp(p[0], p[1]));
      default -> Optional.empty();
    };
  }

  private static Optional<int[]> pair(String text, int least, int most) {
    Matcher matcher = PAIR.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int first = Integer.parseInt(matcher.group(1));
    int second = matcher.group(2) == null ? first + 1 : Integer.parseInt(matcher.group(2));
    boolean fits = first >= least && first <= most && second >= least && second <= most;
    return fits && first != second ? Optional.of(new int[] {first, second}) : Optional.empty();
  }
}
