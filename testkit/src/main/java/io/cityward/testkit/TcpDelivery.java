package io.cityward.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;

/** Media between the answers of the control connection (RFC 2326, 10.12). */
record TcpDelivery(Channel connection, TransportSpec.Interleaved channels) implements Delivery {

  /** By the connection's high-water mark, which {@link RtspServer} sets. */
  @Override
  public boolean ready() {
    return connection.isWritable();
  }

  @Override
  public void send(RtpBurst burst) {
    Wire.send(connection, burst.framed(channels.rtpChannel()));
  }

  @Override
  public void report(ByteBuf rtcp) {
    ByteBuf frame = connection.alloc().buffer(RtpBurst.FRAME_BYTES);
    frame.writeByte('$').writeByte(channels.rtcpChannel()).writeShort(rtcp.readableBytes());
    Wire.send(connection, Unpooled.wrappedBuffer(frame, rtcp));
  }

  /** What waits in the connection leaves with it: half a frame would break the framing. */
  @Override
  public void stop() {}
}
