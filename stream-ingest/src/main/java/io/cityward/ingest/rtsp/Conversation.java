package io.cityward.ingest.rtsp;

import io.cityward.ingest.rtsp.RtspFailure.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Requests and responses on one connection (RFC 2326). The owner thread asks and listens; {@link
 * #farewell} may come from any.
 */
final class Conversation {

  private static final int MOST_TRIES = 3;
  private static final Set<String> ENDINGS = Set.of("TEARDOWN", "REDIRECT");

  private final Line line;
  private final Deadline deadline;
  private final Authentication authentication;
  private final Framing framing = new Framing();
  private final ReentrantLock sending = new ReentrantLock();
  private int sequence;
  private String session = "";
  private String all = "";
  private boolean awaitingPlay;
  private boolean renewed;

  Conversation(Line line, Deadline deadline, Authentication authentication) {
    this.line = line;
    this.deadline = deadline;
    this.authentication = authentication;
  }

  Framing framing() {
    return framing;
  }

  Line line() {
    return line;
  }

  /**
   * From the answer to SETUP on.
   *
   * @param uri of all that is played
   * @param id empty if the camera gives none
   */
  void session(String id, String uri) {
    session = id;
    all = uri;
  }

  /** Waits for the response, whatever it says, except that a challenge is answered. */
  RtspMessage ask(String method, String uri, String... headers) throws RtspFailure {
    for (int i = 0; i < MOST_TRIES; i++) {
      boolean answered = authentication.challenged();
      tell(method, uri, headers);
      RtspMessage response = response(false).orElseThrow();
      if (response.status() != 401) {
        return response;
      }
      authentication.learn(response, answered);
    }
    throw new RtspFailure(Kind.UNAUTHORISED, "asks for the password again and again (401)");
  }

  /** Plays. Some cameras send pictures before they answer, so the first of them is an answer. */
  void play() throws RtspFailure {
    for (int i = 0; i < MOST_TRIES; i++) {
      boolean answered = authentication.challenged();
      tell("PLAY", all, "Range: npt=0.000-");
      Optional<RtspMessage> response = response(true);
      awaitingPlay = response.isEmpty();
      if (response.isEmpty() || response.get().success()) {
        return;
      }
      if (response.get().status() != 401) {
        throw RtspFailure.ofStatus("PLAY", response.get().status());
      }
      authentication.learn(response.get(), answered);
    }
    throw new RtspFailure(Kind.UNAUTHORISED, "asks for the password again and again (401)");
  }

  /** Ends the session, and waits until the camera says that it has. */
  void teardown() throws RtspFailure {
    ask("TEARDOWN", all);
  }

  /** Ends the session as well as it can be done without waiting. */
  void farewell() {
    if (sending.tryLock()) {
      try {
        line.write(request("TEARDOWN", all));
      } catch (IOException e) {
        // The connection is given up anyway.
        return;
      } finally {
        sending.unlock();
      }
    }
  }

  void keepAlive(String method) throws RtspFailure {
    tell(method, all);
  }

  /** Whether the camera wants the last sign of life again, with a newer nonce. Asked once. */
  boolean renewed() {
    boolean was = renewed;
    renewed = false;
    return was;
  }

  /** Takes what the camera says while it plays. */
  void heard(RtspMessage message) throws RtspFailure {
    if (message.request()) {
      reply(message);
      return;
    }
    if (awaitingPlay && !message.success()) {
      throw RtspFailure.ofStatus("PLAY", message.status());
    }
    awaitingPlay = false;
    if (message.status() == 401) {
      renewed = authentication.renew(message);
    }
  }

  private void reply(RtspMessage request) throws RtspFailure {
    String number = request.header("CSeq").orElse("0");
    send(("RTSP/1.0 200 OK\r\nCSeq: " + number + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    if (ENDINGS.contains(request.method())) {
      throw new RtspFailure(Kind.ENDED, "the camera ended the stream");
    }
  }

  private void tell(String method, String uri, String... headers) throws RtspFailure {
    send(request(method, uri, headers));
  }

  void send(byte[] bytes) throws RtspFailure {
    sending.lock();
    try {
      line.write(bytes);
    } catch (IOException e) {
      throw Troubles.of(e, deadline);
    } finally {
      sending.unlock();
    }
  }

  private byte[] request(String method, String uri, String... headers) {
    StringBuilder text = new StringBuilder(method).append(' ').append(uri).append(" RTSP/1.0\r\n");
    sending.lock();
    try {
      text.append("CSeq: ").append(++sequence).append("\r\nUser-Agent: Cityward\r\n");
    } finally {
      sending.unlock();
    }
    if (!session.isEmpty()) {
      text.append("Session: ").append(session).append("\r\n");
    }
    authentication
        .answer(method, uri)
        .ifPresent(answer -> text.append("Authorization: ").append(answer).append("\r\n"));
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The next response, whatever its number: each request waits for its own, and there are cameras
   * that number them wrongly.
   *
   * @return empty if media came first, and that may be
   */
  private Optional<RtspMessage> response(boolean orMedia) throws RtspFailure {
    while (true) {
      switch (framing.next()) {
        case MESSAGE -> {
          if (!framing.message().request()) {
            return Optional.of(framing.message());
          }
          reply(framing.message());
        }
        case FRAME -> {
          if (orMedia) {
            framing.again();
            return Optional.empty();
          }
        }
        default -> fill();
      }
    }
  }

  /** Reads what has come; blocks until something has, if the line does. */
  int fill() throws RtspFailure {
    try {
      int count = framing.fill(line);
      if (count < 0) {
        throw deadline.over()
            ? deadline.failure()
            : new RtspFailure(Kind.CLOSED, "the camera closed the connection");
      }
      return count;
    } catch (IOException e) {
      throw Troubles.of(e, deadline);
    }
  }
}
