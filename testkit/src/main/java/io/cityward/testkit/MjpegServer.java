package io.cityward.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import io.cityward.core.CityException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A camera that sends JPEGs by HTTP without end ({@code multipart/x-mixed-replace}), as many web
 * cameras do: a clip's pictures, ten a second, again and again.
 */
public final class MjpegServer implements AutoCloseable {

  private static final String BOUNDARY = "cityward";
  private static final long PICTURE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Path clip;
  private final HttpGate gate;
  private List<byte[]> pictures;

  private MjpegServer(Path clip, Optional<Credentials> credentials) {
    this.clip = clip;
    this.gate = new HttpGate(credentials, this::stream);
  }

  public static MjpegServer playing(Path clip) {
    return new MjpegServer(clip, Optional.empty());
  }

  /** Wants a name and a password (Basic authentication). */
  public MjpegServer guardedBy(Credentials required) {
    return new MjpegServer(clip, Optional.of(required));
  }

  /**
   * Makes the pictures and listens on a free port.
   *
   * @throws CityException if the clip cannot be read
   */
  public MjpegServer start() {
    pictures = JpegMaker.jpegs(clip, 10);
    gate.start();
    return this;
  }

  public String url() {
    return gate.origin() + "/video.mjpg";
  }

  public void fault(MediaFault fault) {
    gate.fault(fault);
  }

  @Override
  public void close() {
    gate.close();
  }

  private void stream(HttpExchange exchange) throws IOException, InterruptedException {
    String type = "multipart/x-mixed-replace; boundary=" + BOUNDARY;
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      long due = System.nanoTime();
      for (int i = 0; gate.fault() != MediaFault.ENDED; i++) {
        part(out, pictures.get(i % pictures.size()));
        due += PICTURE_NANOS;
        gate.waitUntil(due);
      }
      out.write(("--" + BOUNDARY + "--\r\n").getBytes(US_ASCII));
    }
  }

  private static void part(OutputStream out, byte[] jpeg) throws IOException {
    String head =
        "--" + BOUNDARY + "\r\nContent-Type: image/jpeg\r\nContent-Length: " + jpeg.length;
    out.write((head + "\r\n\r\n").getBytes(US_ASCII));
    out.write(jpeg);
    out.write("\r\n".getBytes(US_ASCII));
    out.flush();
  }
}
