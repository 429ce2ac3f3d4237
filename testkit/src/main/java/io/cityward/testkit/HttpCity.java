package io.cityward.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/**
 * A city's system behind HTTP/1.1, on a real port of loopback, that misbehaves as a test wants:
 * slow, broken, silent, talking for ever. What it makes of a request is its {@link Desk}'s to say.
 *
 * <p>Each connection has a thread of its own and is closed after one answer.
 */
public final class HttpCity implements AutoCloseable {

  private static final int LARGEST_HEAD = 64 << 10;
  private static final int LARGEST_BODY = 4 << 20;

  /** A request with its headers in lower case. */
  public record Request(String method, String path, Map<String, String> headers, byte[] body) {

    public String text() {
      return new String(body, UTF_8);
    }

    /** The path without what follows the question mark. */
    public String plainPath() {
      return path.split("\\?", 2)[0];
    }
  }

  /** An answer before any fault. */
  public record Answer(int status, Map<String, String> headers, String body) {

    public static Answer json(int status, String body) {
      return new Answer(status, Map.of("Content-Type", "application/json"), body);
    }
  }

  /** What the system does with a request. Called by one thread at a time. */
  public interface Desk {
    Answer answer(Request request);
  }

  private final Desk desk;
  private final Optional<TestCertificate> certificate;
  private final HttpFaults faults = new HttpFaults();
  private final List<Request> requests = new ArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private ServerSocket listener;
  private volatile boolean closed;

  public HttpCity(Desk desk) {
    this(desk, Optional.empty());
  }

  /** One that speaks TLS with a certificate. */
  public HttpCity(Desk desk, Optional<TestCertificate> certificate) {
    this.desk = desk;
    this.certificate = certificate;
  }

  public HttpCity start() {
    try {
      listener =
          certificate.isPresent()
              ? context().getServerSocketFactory().createServerSocket()
              : new ServerSocket();
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException("HTTP city: cannot listen", e);
    }
    thread("http-city", this::accept);
    return this;
  }

  /** The URL of a path. */
  public URI url(String path) {
    return URI.create(
        (certificate.isPresent() ? "https://localhost:" : "http://127.0.0.1:")
            + listener.getLocalPort()
            + path);
  }

  public HttpFaults faults() {
    return faults;
  }

  /** All requests that arrived whole, in their order. */
  public List<Request> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  @Override
  public void close() {
    closed = true;
    faults.clear();
    try {
      if (listener != null) {
        listener.close();
      }
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      // It is going away.
      Thread.onSpinWait();
    }
  }

  private SSLContext context() {
    return certificate.orElseThrow().context();
  }

  private void accept() {
    while (!closed) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        thread("http-city-client", () -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Optional<Request> request = read(new BufferedInputStream(socket.getInputStream()));
      if (request.isPresent()) {
        answer(request.get(), socket.getOutputStream());
      }
    } catch (IOException e) {
      // The client has gone; that is its right.
      Thread.onSpinWait();
    } finally {
      open.remove(socket);
    }
  }

  private void answer(Request request, OutputStream out) throws IOException {
    Answer answer;
    // Slowness is before, so that a test finds the request counted while its answer is awaited.
    synchronized (requests) {
      requests.add(request);
    }
    faults.linger();
    synchronized (this) {
      answer = faults.before().orElseGet(() -> faults.after(request, desk.answer(request)));
    }
    faults.write(bytes(answer), out);
  }

  private static byte[] bytes(Answer answer) {
    byte[] body = answer.body().getBytes(UTF_8);
    StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " X\r\n");
    answer.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n");
    byte[] first = head.toString().getBytes(ISO_8859_1);
    byte[] whole = new byte[first.length + body.length];
    System.arraycopy(first, 0, whole, 0, first.length);
    System.arraycopy(body, 0, whole, first.length, body.length);
    return whole;
  }

  private static Optional<Request> read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0 || head.length() > LARGEST_HEAD) {
        return Optional.empty();
      }
      head.append((char) b);
    }
    String[] lines = head.toString().split("\r\n", -1);
    String[] first = lines[0].split(" ", -1);
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.put(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
      }
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    if (first.length < 2 || length > LARGEST_BODY) {
      return Optional.empty();
    }
    byte[] body = in.readNBytes(length);
    return body.length < length
        ? Optional.empty()
        : Optional.of(new Request(first[0], first[1], headers, body));
  }

  private static void thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
