package io.cityward.testkit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One control connection: reads requests, has them answered, keeps their order. */
final class RtspConversation extends SimpleChannelInboundHandler<Inbound> {

  private static final Logger LOG = LoggerFactory.getLogger(RtspConversation.class);

  private final RtspMethods methods;
  private final RtspSessions sessions;
  private final Drip drip;
  private Channel channel;
  private CameraStream subject;
  private long lastSign = System.nanoTime();

  /**
   * @param drip of the same connection
   */
  RtspConversation(RtspMethods methods, RtspSessions sessions, Drip drip) {
    this.methods = methods;
    this.sessions = sessions;
    this.drip = drip;
  }

  Channel channel() {
    return channel;
  }

  InetSocketAddress client() {
    return (InetSocketAddress) channel.remoteAddress();
  }

  /** The camera that the last request was about; null if none was. */
  CameraStream subject() {
    return subject;
  }

  void subject(CameraStream stream) {
    subject = stream;
    if (stream != null) {
      drip.pace(stream.drip());
    }
  }

  /** How fast everything leaves, in bytes per second; 0 if nothing holds it back. */
  void drip(int bytesPerSecond) {
    drip.pace(bytesPerSecond);
  }

  long silentNanos(long now) {
    return now - lastSign;
  }

  void hangUp() {
    Wire.close(channel);
  }

  /** Ends the connection as a crashed camera would: by a reset, without a word. */
  void cut() {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    Wire.close(channel);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    channel = context.channel();
    sessions.opened(this);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    sessions.closed(this);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Inbound inbound) {
    lastSign = System.nanoTime();
    if (inbound instanceof RtspRequest request) {
      answer(request);
    } else if (inbound instanceof Inbound.Malformed malformed) {
      channel
          .writeAndFlush(RtspResponse.of(malformed.status()).encode(""))
          .addListener(ChannelFutureListener.CLOSE);
    } else {
      sessions.of(this).forEach(RtspSession::alive);
    }
  }

  private void answer(RtspRequest request) {
    Optional<RtspResponse> response;
    try {
      response = methods.answer(request, this);
    } catch (Refusal e) {
      response = Optional.of(e.response());
    }
    String sequence = request.sequence().orElse("");
    response.ifPresent(answer -> Wire.send(channel, answer.encode(sequence)));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException || cause.getCause() instanceof SSLException) {
      LOG.debug("client {} is gone: {}", context.channel().remoteAddress(), cause.getMessage());
    } else {
      LOG.warn("RTSP connection from {} failed", context.channel().remoteAddress(), cause);
    }
    Wire.close(context.channel());
  }
}
