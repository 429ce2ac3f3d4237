package io.cityward.testkit;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** All sessions and control connections of a server. Used on the server's thread only. */
final class RtspSessions {

  private final Duration timeout;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, RtspSession> byId = new HashMap<>();
  private final Map<InetSocketAddress, RtspSession> byRtcpAddress = new HashMap<>();
  private final Set<RtspConversation> conversations = new LinkedHashSet<>();

  RtspSessions(Duration timeout) {
    this.timeout = timeout;
  }

  Duration timeout() {
    return timeout;
  }

  RtspSession open(CameraStream stream, RtspConversation conversation) {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    var session = new RtspSession(HexFormat.of().formatHex(bytes), stream, conversation);
    byId.put(session.id(), session);
    return session;
  }

  Optional<RtspSession> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The sessions that were set up on this connection. */
  List<RtspSession> of(RtspConversation conversation) {
    return sessions(session -> session.conversation() == conversation);
  }

  void hearOn(InetSocketAddress rtcpAddress, RtspSession session) {
    byRtcpAddress.put(rtcpAddress, session);
  }

  /** RTCP has come from there by UDP. */
  void heard(InetSocketAddress sender) {
    RtspSession session = byRtcpAddress.get(sender);
    if (session != null) {
      session.alive();
    }
  }

  void close(RtspSession session) {
    session.pause();
    byId.remove(session.id());
    byRtcpAddress.values().remove(session);
  }

  void opened(RtspConversation conversation) {
    conversations.add(conversation);
  }

  /**
   * The connection is gone, and with it what it carried; UDP sessions live until their time-out.
   */
  void closed(RtspConversation conversation) {
    conversations.remove(conversation);
    for (RtspSession session : of(conversation)) {
      if (session.transport() instanceof TransportSpec.Interleaved) {
        close(session);
      }
    }
  }

  /** Connections that play the camera or spoke of it last. */
  List<RtspConversation> about(CameraStream stream) {
    return conversations.stream()
        .filter(
            conversation ->
                conversation.subject() == stream
                    || of(conversation).stream().anyMatch(s -> s.stream() == stream))
        .toList();
  }

  /** Ends what has been silent for too long. */
  void sweep(long now) {
    sessions(session -> session.silentNanos(now) > timeout.toNanos())
        .forEach(
            session -> {
              close(session);
              session.conversation().hangUp();
            });
    conversations.stream()
        .filter(conversation -> conversation.silentNanos(now) > timeout.toNanos())
        .filter(conversation -> of(conversation).isEmpty())
        .toList()
        .forEach(RtspConversation::hangUp);
  }

  void endAll(CameraStream stream) {
    stream.end();
    List<RtspConversation> involved = about(stream);
    sessions(session -> session.stream() == stream).forEach(this::close);
    involved.forEach(RtspConversation::hangUp);
  }

  void closeAll() {
    sessions(session -> true).forEach(this::close);
    List.copyOf(conversations).forEach(RtspConversation::hangUp);
  }

  private List<RtspSession> sessions(Predicate<RtspSession> which) {
    return byId.values().stream().filter(which).toList();
  }
}
