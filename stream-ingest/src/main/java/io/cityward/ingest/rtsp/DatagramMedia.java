package io.cityward.ingest.rtsp;

import io.cityward.ingest.rtsp.RtspFailure.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;

/**
 * RTP by UDP. One selector waits for media, reports and what the camera says on its connection;
 * datagrams of other hosts are dropped.
 */
final class DatagramMedia implements Media {

  private static final int LARGEST = 64 << 10;
  private static final long GAP_STEP_MILLIS = 20;

  private final Conversation conversation;
  private final PlainLine line;
  private final UdpPair ports;
  private final InetAddress camera;
  private final VideoTrack track;
  private final Reception reception;
  private final SenderClock clock;
  private final Deadline deadline;
  private final SignsOfLife life;
  private final TransportAnswer answer;
  private final ReorderWindow window = new ReorderWindow();
  private final RtpPacket packet = new RtpPacket();
  private final ByteBuffer datagram = ByteBuffer.allocateDirect(LARGEST);
  private Selector selector;

  /** Whether the datagram has to be offered again. */
  private boolean pending;

  private long now = System.nanoTime();

  /** Takes the ports over. */
  DatagramMedia(
      Conversation conversation,
      PlainLine line,
      UdpPair ports,
      TransportAnswer answer,
      VideoTrack track,
      Reception reception,
      SenderClock clock,
      Deadline deadline,
      String sign,
      int timeoutSeconds) {
    this.conversation = conversation;
    this.line = line;
    this.ports = ports;
    this.camera = line.remote();
    this.track = track;
    this.reception = reception;
    this.clock = clock;
    this.deadline = deadline;
    this.answer = answer;
    this.life =
        new SignsOfLife(conversation, sign, timeoutSeconds, this::sendReport, reception, clock);
  }

  /** Opens the way back through a firewall, by an empty packet from each port. */
  void punch() throws RtspFailure {
    byte[] empty = new byte[RtpPacket.HEADER];
    empty[0] = (byte) 0x80;
    send(ports.rtp(), empty, answer.first());
    sendReport(ReceiverReport.of(0, reception, clock, now));
  }

  /** After PLAY was answered: from now on the selector waits, also for the connection. */
  void begin() throws IOException {
    selector = Selector.open();
    ports.rtp().register(selector, SelectionKey.OP_READ);
    ports.rtcp().register(selector, SelectionKey.OP_READ);
    line.unblocked().register(selector, SelectionKey.OP_READ);
    deadline.guard(selector::wakeup);
  }

  @Override
  public RtpPacket next() throws RtspFailure {
    try {
      while (true) {
        ByteBuffer due = window.poll(now);
        if (due == null && (pending || receive())) {
          due = offer();
        } else if (due == null) {
          await();
        }
        if (due != null && taken(due)) {
          return packet;
        }
      }
    } catch (IOException e) {
      throw Troubles.of(e, deadline);
    }
  }

  /** Whether one of the camera's video has come. */
  private boolean receive() throws IOException, RtspFailure {
    check();
    datagram.clear();
    InetSocketAddress sender = (InetSocketAddress) ports.rtp().receive(datagram);
    while (sender != null) {
      datagram.flip();
      boolean ours = sender.getAddress().equals(camera) && video(datagram);
      if (ours) {
        return true;
      }
      check();
      datagram.clear();
      sender = (InetSocketAddress) ports.rtp().receive(datagram);
    }
    return false;
  }

  private boolean video(ByteBuffer from) {
    return packet.read(from, 0, from.limit()) && packet.type == track.payloadType();
  }

  private ByteBuffer offer() {
    int sequence = datagram.getShort(2) & 0xffff;
    ReorderWindow.Verdict verdict = window.offer(sequence, datagram, 0, datagram.limit(), now);
    pending = verdict == ReorderWindow.Verdict.AGAIN;
    if (verdict == ReorderWindow.Verdict.DROP) {
      reception.late(1);
    }
    return verdict == ReorderWindow.Verdict.PASS ? datagram : null;
  }

  private boolean taken(ByteBuffer from) {
    return video(from) && reception.take(packet, Media.ticks(now)) != Reception.Verdict.DROP;
  }

  private void check() throws RtspFailure {
    now = System.nanoTime();
    if (deadline.over()) {
      throw deadline.failure();
    }
    if (Thread.currentThread().isInterrupted()) {
      throw RtspFailure.cancelled();
    }
    life.at(now);
  }

  private void await() throws IOException, RtspFailure {
    long rest = TimeUnit.NANOSECONDS.toMillis(life.restNanos(now)) + 1;
    selector.select(window.waiting() ? GAP_STEP_MILLIS : rest);
    selector.selectedKeys().clear();
    check();
    hearReports();
    hearConnection();
  }

  private void hearReports() throws IOException, RtspFailure {
    DatagramChannel channel = ports.rtcp();
    datagram.clear();
    InetSocketAddress sender = (InetSocketAddress) channel.receive(datagram);
    while (sender != null) {
      if (sender.getAddress().equals(camera)) {
        clock.read(datagram, 0, datagram.position(), now, reception);
      }
      datagram.clear();
      sender = (InetSocketAddress) channel.receive(datagram);
    }
    if (clock.over()) {
      throw new RtspFailure(Kind.ENDED, "the camera ended the stream");
    }
  }

  private void hearConnection() throws RtspFailure {
    while (conversation.fill() > 0) {
      while (conversation.framing().next() == Framing.Event.MESSAGE) {
        conversation.heard(conversation.framing().message());
      }
    }
  }

  private void sendReport(byte[] report) throws RtspFailure {
    send(ports.rtcp(), report, answer.second());
  }

  private void send(DatagramChannel from, byte[] bytes, int port) throws RtspFailure {
    try {
      if (port > 0) {
        from.send(ByteBuffer.wrap(bytes), new InetSocketAddress(camera, port));
      }
    } catch (IOException e) {
      throw Troubles.of(e, deadline);
    }
  }

  @Override
  public void release() throws IOException {
    deadline.guard(line::close);
    ports.close();
    if (selector != null) {
      selector.close();
    }
    line.blocking();
  }
}
