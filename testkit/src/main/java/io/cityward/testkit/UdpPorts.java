package io.cityward.testkit;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's two UDP sockets: RTP on an even port, RTCP on the next (RFC 3550, 11). */
record UdpPorts(Channel rtp, Channel rtcp) {

  private static final Logger LOG = LoggerFactory.getLogger(UdpPorts.class);
  private static final int TRIES = 64;
  private static final int SEND_BUFFER_BYTES = 1 << 20;

  /**
   * @param heard is told who sends RTCP, and with it that the client lives
   */
  static UdpPorts open(EventLoopGroup group, String host, Consumer<InetSocketAddress> heard) {
    for (int i = 0; i < TRIES; i++) {
      Channel rtp = bind(group, host, 0, sender -> {}).syncUninterruptibly().channel();
      int port = ((InetSocketAddress) rtp.localAddress()).getPort();
      if (port % 2 == 0) {
        ChannelFuture rtcp = bind(group, host, port + 1, heard).awaitUninterruptibly();
        if (rtcp.isSuccess()) {
          return new UdpPorts(rtp, rtcp.channel());
        }
      }
      rtp.close().syncUninterruptibly();
    }
    throw new CityException(
        ErrorCode.FULL, "no two neighbouring UDP ports are free on " + host + " after 64 tries");
  }

  /** As the Transport header names them. */
  String range() {
    int port = ((InetSocketAddress) rtp.localAddress()).getPort();
    return port + "-" + (port + 1);
  }

  private static ChannelFuture bind(
      EventLoopGroup group, String host, int port, Consumer<InetSocketAddress> heard) {
    return new Bootstrap()
        .group(group)
        .channel(NioDatagramChannel.class)
        .option(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES)
        .handler(new Ear(heard))
        .bind(host, port);
  }

  private static final class Ear extends SimpleChannelInboundHandler<DatagramPacket> {

    private final Consumer<InetSocketAddress> heard;

    Ear(Consumer<InetSocketAddress> heard) {
      this.heard = heard;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      heard.accept(packet.sender());
    }

    /** A client that went away answers with ICMP; its session ends by its time-out. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      LOG.debug("UDP: {}", cause.toString());
    }
  }
}
