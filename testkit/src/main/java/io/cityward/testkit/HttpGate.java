package io.cityward.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An HTTP server with one page handler behind a password and behind the faults of a test. */
final class HttpGate implements AutoCloseable {

  private static final int MOST_CLIENTS = 32;

  /** Answers requests that may pass, each on a thread of its own. */
  interface Page {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private final Optional<Credentials> credentials;
  private final Optional<TestCertificate> certificate;
  private final Page page;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(MOST_CLIENTS, new DefaultThreadFactory("http-camera", true));
  private HttpServer server;

  // Guarded by this.
  private MediaFault fault = MediaFault.NONE;

  HttpGate(Optional<Credentials> credentials, Page page) {
    this(credentials, Optional.empty(), page);
  }

  HttpGate(Optional<Credentials> credentials, Optional<TestCertificate> certificate, Page page) {
    this.credentials = credentials;
    this.certificate = certificate;
    this.page = page;
  }

  void start() {
    try {
      var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      server = certificate.isPresent() ? encrypted(anyPort) : HttpServer.create(anyPort, 0);
    } catch (IOException e) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED, "HTTP camera: cannot listen: " + e.getMessage(), e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private HttpServer encrypted(InetSocketAddress address) throws IOException {
    HttpsServer https = HttpsServer.create(address, 0);
    https.setHttpsConfigurator(new HttpsConfigurator(certificate.orElseThrow().context()));
    return https;
  }

  String origin() {
    if (server == null) {
      throw new IllegalStateException("HTTP camera: not started");
    }
    String scheme = certificate.isPresent() ? "https://localhost:" : "http://127.0.0.1:";
    return scheme + server.getAddress().getPort();
  }

  synchronized MediaFault fault() {
    return fault;
  }

  synchronized void fault(MediaFault kind) {
    fault = kind;
    notifyAll();
  }

  /** Returns at that moment, or when it is no more frozen if that is later. */
  synchronized void waitUntil(long nanoTime) throws InterruptedException {
    long left = nanoTime - System.nanoTime();
    while (left > 0 || fault == MediaFault.FROZEN) {
      TimeUnit.NANOSECONDS.timedWait(this, left > 0 ? left : TimeUnit.SECONDS.toNanos(1));
      left = nanoTime - System.nanoTime();
    }
  }

  /** A whole answer. */
  static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    if (server != null && !threads.isShutdown()) {
      server.stop(0);
    }
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      waitUntil(System.nanoTime());
      if (!allowed(exchange)) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"cityward\"");
        send(exchange, 401, "text/plain", new byte[0]);
      } else if (fault() == MediaFault.NOT_FOUND) {
        send(exchange, 404, "text/plain", new byte[0]);
      } else {
        page.answer(exchange);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean allowed(HttpExchange exchange) {
    if (credentials.isEmpty()) {
      return true;
    }
    String plain = credentials.get().user() + ":" + credentials.get().password();
    String expected = "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(UTF_8));
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    return given != null && MessageDigest.isEqual(expected.getBytes(UTF_8), given.getBytes(UTF_8));
  }
}
