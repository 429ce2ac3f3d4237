package io.cityward.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import io.cityward.core.CityException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A live stream by HLS (RFC 8216): a clip in segments of MPEG-TS that come again and again, a
 * playlist whose window of three segments moves on with the time.
 */
public final class HlsServer implements AutoCloseable {

  private static final int WINDOW = 3;
  private static final Pattern SEGMENT = Pattern.compile("/segment-(\\d{1,9})\\.ts");

  private final Path clip;
  private final HttpGate gate;
  private HlsSegments segments;
  private long startNanos;

  private HlsServer(
      Path clip, Optional<Credentials> credentials, Optional<TestCertificate> certificate) {
    this.clip = clip;
    this.gate = new HttpGate(credentials, certificate, this::answer);
  }

  public static HlsServer playing(Path clip) {
    return new HlsServer(clip, Optional.empty(), Optional.empty());
  }

  /** Wants a name and a password (Basic authentication), for segments too. */
  public HlsServer guardedBy(Credentials required) {
    return new HlsServer(clip, Optional.of(required), Optional.empty());
  }

  /** By HTTPS, as {@code localhost}. */
  public HlsServer tls(TestCertificate certificate) {
    return new HlsServer(clip, Optional.empty(), Optional.of(certificate));
  }

  /**
   * Makes the segments and listens on a free port.
   *
   * @throws CityException if the clip cannot be read
   */
  public HlsServer start() {
    segments = HlsSegments.of(clip);
    startNanos = System.nanoTime();
    gate.start();
    return this;
  }

  public String url() {
    return gate.origin() + "/live.m3u8";
  }

  public void fault(MediaFault fault) {
    gate.fault(fault);
  }

  @Override
  public void close() {
    gate.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Matcher segment = SEGMENT.matcher(path);
    if (path.equals("/live.m3u8")) {
      long first = (System.nanoTime() - startNanos) / segments.segmentNanos();
      byte[] text = playlist(first, gate.fault() == MediaFault.ENDED).getBytes(US_ASCII);
      HttpGate.send(exchange, 200, "application/vnd.apple.mpegurl", text);
    } else if (segment.matches()) {
      byte[] bytes = segments.bytes(Long.parseLong(segment.group(1)));
      HttpGate.send(exchange, 200, "video/mp2t", bytes);
    } else {
      HttpGate.send(exchange, 404, "text/plain", new byte[0]);
    }
  }

  /** Each pass through the clip begins its time anew, which is a discontinuity. */
  private String playlist(long first, boolean ended) {
    StringBuilder text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:3\n");
    text.append("#EXT-X-TARGETDURATION:").append(segments.longestSeconds()).append('\n');
    text.append("#EXT-X-MEDIA-SEQUENCE:").append(first).append('\n');
    long passed = first == 0 ? 0 : (first - 1) / segments.count();
    text.append("#EXT-X-DISCONTINUITY-SEQUENCE:").append(passed).append('\n');
    for (long number = first; number < first + WINDOW; number++) {
      if (number > 0 && number % segments.count() == 0) {
        text.append("#EXT-X-DISCONTINUITY\n");
      }
      text.append("#EXTINF:").append(segments.seconds(number)).append(",\n");
      text.append("segment-").append(number).append(".ts\n");
    }
    return ended ? text + "#EXT-X-ENDLIST\n" : text.toString();
  }
}
