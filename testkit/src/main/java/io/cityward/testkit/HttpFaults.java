package io.cityward.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How an {@link HttpCity} misbehaves, until {@link #clear()}. */
public final class HttpFaults {

  /** What happens to the bytes of an answer. */
  public enum Shape {
    WHOLE,
    /** The same answer a second time on the connection. */
    TWICE,
    /** Ends in the middle of the body. */
    CUT,
    /** A body that does not end. */
    ENDLESS,
    /** Headers without end. */
    HUGE_HEADERS,
    /** Taken, but no word comes back until the faults are cleared. */
    SILENT,
    /** No HTTP at all. */
    GARBAGE
  }

  // Guarded by this.
  private int failing;
  private int failure = 503;
  private Map<String, String> failureHeaders = Map.of();
  private int lostAnswers;
  private String refusal = "";
  private Duration delay = Duration.ZERO;
  private Shape shape = Shape.WHOLE;
  private int clearings;

  HttpFaults() {}

  /** The next requests are answered with 503 and are not taken. */
  public synchronized void unavailable(int times) {
    fail(times, 503, Map.of());
  }

  /** The next requests are answered with this status and are not taken. */
  public synchronized void fail(int times, int status, Map<String, String> headers) {
    failing = times;
    failure = status;
    failureHeaders = headers;
  }

  /** The next requests that ask for something to be taken are, but are answered with 500. */
  public synchronized void loseAnswers(int times) {
    lostAnswers = times;
  }

  /** Every request is refused for good, with this reason. */
  public synchronized void refuse(String reason) {
    refusal = reason;
  }

  /** Every answer comes late by this much, or when the faults are cleared. */
  public synchronized void slow(Duration by) {
    delay = by;
  }

  public synchronized void shape(Shape of) {
    shape = of;
  }

  public synchronized void clear() {
    failing = 0;
    lostAnswers = 0;
    refusal = "";
    delay = Duration.ZERO;
    shape = Shape.WHOLE;
    clearings++;
    notifyAll();
  }

  synchronized void linger() {
    wait(delay);
  }

  private synchronized void wait(Duration most) {
    int begun = clearings;
    long deadline = System.nanoTime() + most.toNanos();
    try {
      for (long left = most.toNanos(); left > 0 && begun == clearings; ) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The answer of a system that does not look at the request. */
  synchronized Optional<HttpCity.Answer> before() {
    if (failing > 0) {
      failing--;
      return Optional.of(new HttpCity.Answer(failure, failureHeaders, "city system is down"));
    }
    return refusal.isEmpty()
        ? Optional.empty()
        : Optional.of(HttpCity.Answer.json(422, "{\"reason\": \"" + refusal + "\"}"));
  }

  synchronized HttpCity.Answer after(HttpCity.Request request, HttpCity.Answer answer) {
    if (lostAnswers > 0 && request.method().equals("POST")) {
      lostAnswers--;
      return HttpCity.Answer.json(500, "{}");
    }
    return answer;
  }

  void write(byte[] answer, OutputStream out) throws IOException {
    Shape now;
    synchronized (this) {
      now = shape;
    }
    switch (now) {
      case WHOLE -> out.write(answer);
      case TWICE -> {
        out.write(answer);
        out.write(answer);
      }
      case CUT -> out.write(Arrays.copyOf(answer, answer.length - 5));
      case ENDLESS -> {
        out.write(ascii("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"id\": \""));
        forever(out, "x".repeat(4096));
      }
      case HUGE_HEADERS -> {
        out.write(ascii("HTTP/1.1 200 OK\r\n"));
        forever(out, "X-Padding: " + "x".repeat(4096) + "\r\n");
      }
      case SILENT -> wait(Duration.ofMinutes(5));
      case GARBAGE -> out.write(ascii("220 mail.city.example ESMTP\r\n"));
    }
    out.flush();
  }

  /** Until the reader goes away, which is how such an answer ends. */
  private static void forever(OutputStream out, String text) throws IOException {
    byte[] bytes = ascii(text);
    long most = 1L << 30;
    for (long sent = 0; sent < most; sent += bytes.length) {
      out.write(bytes);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
