package io.cityward.ingest.rtsp;

import io.cityward.ingest.rtsp.RtspFailure.Kind;

/** RTP in the RTSP connection: one read for all that has come, packets used where they lie. */
final class InterleavedMedia implements Media {

  private final Conversation conversation;
  private final Framing framing;
  private final VideoTrack track;
  private final int rtpChannel;
  private final Reception reception;
  private final SenderClock clock;
  private final SignsOfLife life;
  private final RtpPacket packet = new RtpPacket();
  private long now = System.nanoTime();

  /**
   * @param channels those that the camera sends on
   */
  InterleavedMedia(
      Conversation conversation,
      VideoTrack track,
      TransportAnswer channels,
      Reception reception,
      SenderClock clock,
      String sign,
      int timeoutSeconds) {
    this.conversation = conversation;
    this.framing = conversation.framing();
    this.track = track;
    this.rtpChannel = channels.first();
    this.reception = reception;
    this.clock = clock;
    this.life =
        new SignsOfLife(
            conversation,
            sign,
            timeoutSeconds,
            report -> conversation.send(framed(channels.second(), report)),
            reception,
            clock);
    framing.expect(channels.first(), channels.second(), track.payloadType());
  }

  @Override
  public RtpPacket next() throws RtspFailure {
    while (true) {
      switch (framing.next()) {
        case FRAME -> {
          if (taken()) {
            return packet;
          }
        }
        case MESSAGE -> conversation.heard(framing.message());
        default -> fill();
      }
    }
  }

  private boolean taken() throws RtspFailure {
    if (framing.channel() == rtpChannel) {
      return packet.read(framing.bytes(), framing.at(), framing.length())
          && packet.type == track.payloadType()
          && reception.take(packet, Media.ticks(now)) != Reception.Verdict.DROP;
    }
    clock.read(framing.bytes(), framing.at(), framing.length(), now, reception);
    if (clock.over()) {
      throw new RtspFailure(Kind.ENDED, "the camera ended the stream");
    }
    return false;
  }

  private void fill() throws RtspFailure {
    conversation.fill();
    now = System.nanoTime();
    life.at(now);
  }

  private static byte[] framed(int channel, byte[] report) {
    byte[] frame = new byte[4 + report.length];
    frame[0] = '$';
    frame[1] = (byte) channel;
    frame[2] = (byte) (report.length >> 8);
    frame[3] = (byte) report.length;
    System.arraycopy(report, 0, frame, 4, report.length);
    return frame;
  }

  @Override
  public void release() {}
}
