package io.cityward.testkit;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each RTSP method does (RFC 2326, 10), for live cameras with a video and an audio track:
 * there is nothing to seek, so a range is read and answered with "now". Used on the server's thread
 * only.
 */
final class RtspMethods {

  private static final String PUBLIC =
      "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, TEARDOWN, GET_PARAMETER";
  private static final int MOST_SESSIONS_PER_CONNECTION = 16;

  private final Map<String, CameraStream> cameras;
  private final RtspSessions sessions;
  private final DigestGate gate;
  private final UdpPorts udp;

  RtspMethods(
      Map<String, CameraStream> cameras, RtspSessions sessions, DigestGate gate, UdpPorts udp) {
    this.cameras = cameras;
    this.sessions = sessions;
    this.gate = gate;
    this.udp = udp;
  }

  /**
   * @return empty if the camera does not answer this
   * @throws Refusal with any other answer than success
   */
  Optional<RtspResponse> answer(RtspRequest request, RtspConversation conversation) {
    CameraStream stream = find(request);
    conversation.subject(stream);
    if (stream != null && silent(stream.fault(), request, conversation)) {
      return Optional.empty();
    }
    check(request);
    RtspResponse response =
        switch (request.method()) {
          case "OPTIONS" -> options(request);
          case "GET_PARAMETER" -> getParameter(request);
          case "DESCRIBE" -> describe(request);
          case "SETUP" -> setup(request, conversation);
          case "PLAY" -> play(request);
          case "PAUSE" -> pause(request);
          case "TEARDOWN" -> teardown(request);
          case "ANNOUNCE", "RECORD", "REDIRECT", "SET_PARAMETER" ->
              throw new Refusal(
                  RtspStatus.METHOD_NOT_ALLOWED,
                  RtspResponse.of(RtspStatus.METHOD_NOT_ALLOWED).with("Allow", PUBLIC));
          default ->
              throw new Refusal(
                  RtspStatus.NOT_IMPLEMENTED,
                  RtspResponse.of(RtspStatus.NOT_IMPLEMENTED).with("Public", PUBLIC));
        };
    return Optional.of(response);
  }

  private static boolean silent(Fault fault, RtspRequest request, RtspConversation conversation) {
    boolean closes = fault == Fault.CLOSE_ON_PLAY && request.method().equals("PLAY");
    if (closes) {
      conversation.hangUp();
    }
    return closes || fault == Fault.MUTE;
  }

  private static void check(RtspRequest request) {
    if (!request.version().equals("RTSP/1.0")) {
      throw new Refusal(RtspStatus.VERSION_NOT_SUPPORTED);
    }
    if (request.sequence().isEmpty()) {
      throw new Refusal(RtspStatus.BAD_REQUEST);
    }
    request
        .header("Require")
        .ifPresent(
            feature -> {
              throw new Refusal(
                  RtspStatus.OPTION_NOT_SUPPORTED,
                  RtspResponse.of(RtspStatus.OPTION_NOT_SUPPORTED).with("Unsupported", feature));
            });
  }

  private RtspResponse options(RtspRequest request) {
    request.session().flatMap(sessions::find).ifPresent(RtspSession::alive);
    return RtspResponse.ok().with("Public", PUBLIC);
  }

  /** A sign of life; there are no parameters to get. */
  private RtspResponse getParameter(RtspRequest request) {
    if (request.session().isPresent()) {
      session(request);
    }
    if (!request.body().isBlank()) {
      throw new Refusal(RtspStatus.PARAMETER_NOT_UNDERSTOOD);
    }
    return RtspResponse.ok();
  }

  private RtspResponse describe(RtspRequest request) {
    CameraStream stream = admitted(request);
    SimulatedCamera camera = stream.camera();
    String accept = request.header("Accept").orElse("*/*");
    if (!accept.contains("application/sdp") && !accept.contains("*/*")) {
      throw new Refusal(RtspStatus.NOT_ACCEPTABLE);
    }
    return RtspResponse.ok()
        .with("Content-Base", request.origin() + "/" + camera.name() + "/")
        .body("application/sdp", Sdp.describe(stream));
  }

  private RtspResponse setup(RtspRequest request, RtspConversation conversation) {
    CameraStream stream = admitted(request);
    String track = track(request, stream);
    String offers =
        request.header("Transport").orElseThrow(() -> new Refusal(RtspStatus.BAD_REQUEST));
    TransportSpec spec =
        TransportSpec.choose(offers)
            .orElseThrow(() -> new Refusal(RtspStatus.UNSUPPORTED_TRANSPORT));
    RtspSession session =
        request.session().isPresent() ? session(request) : open(stream, conversation);
    if (session.playing() || session.stream() != stream) {
      throw new Refusal(RtspStatus.NOT_VALID_IN_THIS_STATE);
    }
    return RtspResponse.ok()
        .with("Transport", connect(session, track, spec, conversation))
        .with("Session", session.id() + ";timeout=" + sessions.timeout().toSeconds());
  }

  private RtspSession open(CameraStream stream, RtspConversation conversation) {
    if (sessions.of(conversation).size() >= MOST_SESSIONS_PER_CONNECTION) {
      throw new Refusal(RtspStatus.UNAVAILABLE);
    }
    return sessions.open(stream, conversation);
  }

  /** Media goes to where the request came from, whatever a client may name as destination. */
  private String connect(
      RtspSession session, String track, TransportSpec spec, RtspConversation conversation) {
    String ssrc = track.equals(Sdp.VIDEO) ? ssrc(session.stream()) : "";
    if (spec instanceof TransportSpec.Interleaved channels) {
      session.transport(track, spec, new TcpDelivery(conversation.channel(), channels));
      return "RTP/AVP/TCP;unicast;interleaved="
          + channels.rtpChannel()
          + "-"
          + channels.rtcpChannel()
          + ssrc;
    }
    TransportSpec.Udp ports = (TransportSpec.Udp) spec;
    var rtp = new InetSocketAddress(conversation.client().getAddress(), ports.rtpPort());
    var rtcp = new InetSocketAddress(conversation.client().getAddress(), ports.rtcpPort());
    session.transport(track, spec, new UdpDelivery(udp, session.stream().network(), rtp, rtcp));
    sessions.hearOn(rtcp, session);
    return "RTP/AVP;unicast;client_port="
        + ports.rtpPort()
        + "-"
        + ports.rtcpPort()
        + ";server_port="
        + udp.range()
        + ssrc;
  }

  private RtspResponse play(RtspRequest request) {
    admitted(request);
    RtspSession session = session(request);
    if (!request.header("Range").orElse("npt=now-").matches("(npt|clock|smpte\\S*)=.*")) {
      throw new Refusal(RtspStatus.INVALID_RANGE);
    }
    RtspResponse response = sessionResponse(session).with("Range", "npt=now-");
    if (session.playing()) {
      return response;
    }
    String camera = request.origin() + "/" + session.stream().camera().name() + "/";
    List<String> tracks = new ArrayList<>();
    session.play().forEach((track, join) -> tracks.add("url=" + camera + track + join.info()));
    return response.with("RTP-Info", String.join(",", tracks));
  }

  private RtspResponse pause(RtspRequest request) {
    admitted(request);
    RtspSession session = session(request);
    session.pause();
    return sessionResponse(session);
  }

  private RtspResponse teardown(RtspRequest request) {
    admitted(request);
    RtspSession session = session(request);
    sessions.close(session);
    return sessionResponse(session);
  }

  private static RtspResponse sessionResponse(RtspSession session) {
    return RtspResponse.ok().with("Session", session.id());
  }

  /** The request's session, which by this gives a sign of life. */
  private RtspSession session(RtspRequest request) {
    RtspSession session =
        request
            .session()
            .flatMap(sessions::find)
            .orElseThrow(() -> new Refusal(RtspStatus.SESSION_NOT_FOUND));
    session.alive();
    return session;
  }

  /** The request's camera, if there is one and it lets the client in. */
  private CameraStream admitted(RtspRequest request) {
    CameraStream stream = find(request);
    if (stream == null) {
      throw new Refusal(RtspStatus.NOT_FOUND);
    }
    if (stream.fault() == Fault.OVERLOADED) {
      throw new Refusal(RtspStatus.UNAVAILABLE);
    }
    if (stream.fault() == Fault.UNAUTHORISED) {
      throw gate.challenge(false);
    }
    stream.camera().credentials().ifPresent(required -> gate.check(request, required));
    return stream;
  }

  /** The camera that the request names, by itself or by a track that it may have; null if none. */
  private CameraStream find(RtspRequest request) {
    CameraStream stream = cameras.get(name(request));
    boolean deaf = stream != null && stream.audio().isEmpty();
    return deaf && request.path().endsWith("/" + Sdp.AUDIO) ? null : stream;
  }

  private static String name(RtspRequest request) {
    return request.path().replaceFirst("/(" + Sdp.VIDEO + "|" + Sdp.AUDIO + ")$", "");
  }

  /** The track that the request names, if the camera has it. */
  private static String track(RtspRequest request, CameraStream stream) {
    if (request.path().equals(name(request))) {
      throw new Refusal(RtspStatus.AGGREGATE_NOT_ALLOWED);
    }
    String track = request.path().substring(name(request).length() + 1);
    if (track.equals(Sdp.VIDEO) && !stream.camera().video()) {
      throw new Refusal(RtspStatus.NOT_FOUND);
    }
    return track;
  }

  private static String ssrc(CameraStream stream) {
    return String.format(";ssrc=%08X", stream.ssrc());
  }
}
