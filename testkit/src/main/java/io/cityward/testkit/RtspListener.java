package io.cityward.testkit;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Lets clients in, and puts together what handles a connection. */
final class RtspListener extends ChannelInitializer<SocketChannel> {

  /** How much may wait for a slow TCP client: about 4 s of a 4 Mbit/s camera. */
  private static final WriteBufferWaterMark WAITING = new WriteBufferWaterMark(1 << 20, 2 << 20);

  private final RtspMethods methods;
  private final RtspSessions sessions;
  private final Optional<SslContext> tls;

  RtspListener(RtspMethods methods, RtspSessions sessions, Optional<TestCertificate> certificate) {
    this.methods = methods;
    this.sessions = sessions;
    this.tls = certificate.map(RtspListener::tls);
  }

  Channel listen(EventLoopGroup group, String host, int port) {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WAITING)
            .childHandler(this)
            .bind(host, port)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED,
          "RTSP server: cannot listen on " + host + ":" + port + ": " + bound.cause().getMessage(),
          bound.cause());
    }
    return bound.channel();
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    tls.ifPresent(context -> channel.pipeline().addLast(context.newHandler(channel.alloc())));
    Drip drip = new Drip();
    channel
        .pipeline()
        .addLast(drip)
        .addLast(new RtspFraming())
        .addLast(new RtspConversation(methods, sessions, drip));
  }

  private static SslContext tls(TestCertificate certificate) {
    try {
      return SslContextBuilder.forServer(certificate.key(), certificate.certificate()).build();
    } catch (SSLException e) {
      throw new IllegalStateException("the JDK takes every test certificate", e);
    }
  }
}
