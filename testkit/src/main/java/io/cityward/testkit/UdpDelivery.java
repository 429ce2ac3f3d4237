package io.cityward.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Media by UDP, one datagram per packet. A large picture is spread over some milliseconds, for a
 * receiver's socket holds only some hundred packets.
 */
final class UdpDelivery implements Delivery {

  private static final int PACKETS_PER_MILLISECOND = 16;
  private static final int MOST_WAITING = 4096;

  private final UdpPorts ports;
  private final UdpFaults faults;
  private final InetSocketAddress rtcp;
  private final Deque<ByteBuf> waiting = new ArrayDeque<>();
  private boolean pumping;

  UdpDelivery(UdpPorts ports, UdpNetwork network, InetSocketAddress rtp, InetSocketAddress rtcp) {
    this.ports = ports;
    this.faults =
        new UdpFaults(network, packet -> Wire.queue(ports.rtp(), new DatagramPacket(packet, rtp)));
    this.rtcp = rtcp;
  }

  @Override
  public boolean ready() {
    return waiting.size() < MOST_WAITING && ports.rtp().isWritable();
  }

  @Override
  public void send(RtpBurst burst) {
    for (int i = 0; i < burst.starts().size(); i++) {
      waiting.add(burst.packet(i));
    }
    if (!pumping) {
      pump();
    }
  }

  @Override
  public void report(ByteBuf packet) {
    Wire.send(ports.rtcp(), new DatagramPacket(packet, rtcp));
  }

  @Override
  public void stop() {
    waiting.forEach(ByteBuf::release);
    waiting.clear();
    faults.stop();
  }

  private void pump() {
    for (int i = 0; i < PACKETS_PER_MILLISECOND && !waiting.isEmpty(); i++) {
      faults.pass(waiting.remove());
    }
    ports.rtp().flush();
    pumping = !waiting.isEmpty();
    if (pumping) {
      // Nobody waits for it: it ends by itself, and the loop's end ends it.
      var unused = ports.rtp().eventLoop().schedule(this::pump, 1, TimeUnit.MILLISECONDS);
    }
  }
}
