package io.cityward.ingest.rtsp;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/** From a connection to a camera that plays: OPTIONS, DESCRIBE, SETUP, PLAY. */
final class Handshake {

  /** Answers to SETUP that say nothing about the transport. */
  private static final Set<Integer> NOT_THE_TRANSPORT = Set.of(401, 403, 404, 453, 454);

  private static final int UNSUPPORTED_TRANSPORT = 461;

  private final RtspAddress address;
  private final RtpTransport transport;
  private final Conversation conversation;
  private final Deadline deadline;
  private final Reception reception = new Reception();
  private final SenderClock clock = new SenderClock();
  private String sign = "OPTIONS";

  Handshake(
      RtspAddress address, RtpTransport transport, Conversation conversation, Deadline deadline) {
    this.address = address;
    this.transport = transport;
    this.conversation = conversation;
    this.deadline = deadline;
  }

  /** The answer to DESCRIBE: a description or a redirect. */
  RtspMessage describe() throws RtspFailure {
    // Whoever cannot do even this may still describe.
    RtspMessage options = conversation.ask("OPTIONS", address.uri());
    boolean asks = options.header("Public").orElse("").toUpperCase(Locale.ROOT).contains("GET_PAR");
    sign = options.success() && asks ? "GET_PARAMETER" : sign;
    RtspMessage answer = conversation.ask("DESCRIBE", address.uri(), "Accept: application/sdp");
    boolean redirect = answer.status() >= 300 && answer.status() < 400;
    if (!answer.success() && !redirect) {
      throw RtspFailure.ofStatus("DESCRIBE", answer.status());
    }
    if (answer.success() && answer.body().isBlank()) {
      throw RtspFailure.protocol("answers DESCRIBE without a description");
    }
    return answer;
  }

  /** Sets up what was described, and plays. */
  Playing play(RtspMessage described) throws RtspFailure {
    SessionDescription description = SessionDescription.parse(described.body());
    VideoTrack track = description.video();
    String base = base(described);
    String all = RtspAddress.control(base, description.control());
    String one = RtspAddress.control(base, track.control());
    if (transport == RtpTransport.UDP) {
      return byDatagrams(track, one, all);
    }
    RtspMessage answer =
        conversation.ask("SETUP", one, "Transport: RTP/AVP/TCP;unicast;interleaved=0-1");
    TransportAnswer way = TransportAnswer.parse(answer.header("Transport").orElse("/tcp"));
    boolean refused =
        !answer.success() ? !NOT_THE_TRANSPORT.contains(answer.status()) : !way.interleaved();
    if (refused && transport == RtpTransport.AUTO && conversation.line() instanceof PlainLine) {
      return byDatagrams(track, one, all);
    }
    check(answer, way.interleaved());
    return interleaved(track, answer, way, all);
  }

  private Playing interleaved(VideoTrack track, RtspMessage answer, TransportAnswer way, String all)
      throws RtspFailure {
    TransportAnswer channels = way.first() < 0 ? new TransportAnswer(true, 0, 1) : way;
    int timeout = session(answer, all);
    Media media =
        new InterleavedMedia(conversation, track, channels, reception, clock, sign, timeout);
    conversation.play();
    return playing(track, media);
  }

  private Playing byDatagrams(VideoTrack track, String one, String all) throws RtspFailure {
    if (!(conversation.line() instanceof PlainLine line)) {
      // It was asked for by UDP, but redirected to TLS.
      throw RtspFailure.protocol("wants an encrypted connection, which excludes UDP");
    }
    UdpPair ports = UdpPair.open(line.local());
    try {
      int port = ports.port();
      RtspMessage answer =
          conversation.ask(
              "SETUP", one, "Transport: RTP/AVP;unicast;client_port=" + port + "-" + (port + 1));
      TransportAnswer way = TransportAnswer.parse(answer.header("Transport").orElse(""));
      check(answer, !way.interleaved());
      int timeout = session(answer, all);
      DatagramMedia media =
          new DatagramMedia(
              conversation, line, ports, way, track, reception, clock, deadline, sign, timeout);
      media.punch();
      conversation.play();
      media.begin();
      return playing(track, media);
    } catch (IOException e) {
      ports.close();
      throw Troubles.of(e, deadline);
    } catch (RtspFailure e) {
      ports.close();
      throw e;
    }
  }

  private Playing playing(VideoTrack track, Media media) {
    return new Playing(conversation, track, media, new Assembler(track, clock), reception);
  }

  private int session(RtspMessage answer, String all) {
    SessionAnswer session = SessionAnswer.parse(answer.header("Session").orElse(""));
    conversation.session(session.id(), all);
    return session.timeoutSeconds();
  }

  private static void check(RtspMessage setup, boolean asWanted) throws RtspFailure {
    if (!setup.success()) {
      throw RtspFailure.ofStatus("SETUP", setup.status());
    }
    if (!asWanted) {
      throw RtspFailure.ofStatus("SETUP", UNSUPPORTED_TRANSPORT);
    }
  }

  /** What the tracks' addresses are relative to (RFC 2326, C.1.1). */
  private String base(RtspMessage described) {
    for (String name : new String[] {"Content-Base", "Content-Location"}) {
      String value = described.header(name).orElse("");
      if (RtspAddress.parse(value).isPresent()) {
        return RtspAddress.withoutUser(value);
      }
    }
    return address.uri();
  }
}
