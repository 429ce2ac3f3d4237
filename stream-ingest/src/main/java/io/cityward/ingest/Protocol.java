package io.cityward.ingest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a camera's URL may begin with. */
enum Protocol {
  RTSP(554),
  RTSPS(322),
  RTMP(1935),
  RTMPS(443),
  HTTP(80),
  HTTPS(443),
  FILE(0);

  private final int defaultPort;

  Protocol(int defaultPort) {
    this.defaultPort = defaultPort;
  }

  static Optional<Protocol> of(String scheme) {
    return Arrays.stream(values()).filter(p -> p.scheme().equalsIgnoreCase(scheme)).findFirst();
  }

  String scheme() {
    return name().toLowerCase(Locale.ROOT);
  }

  int defaultPort() {
    return defaultPort;
  }

  boolean isRtsp() {
    return this == RTSP || this == RTSPS;
  }

  boolean isEncrypted() {
    return this == RTSPS || this == RTMPS || this == HTTPS;
  }
}
