package io.cityward.ingest.rtsp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Straight from the socket into the buffer: one system call for whatever has come. */
final class PlainLine implements Line {

  private final SocketChannel channel;

  PlainLine() throws IOException {
    channel = SocketChannel.open();
  }

  void connect(InetSocketAddress address) throws IOException {
    channel.connect(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  /** For a selector, in turns with other channels. */
  SocketChannel unblocked() throws IOException {
    channel.configureBlocking(false);
    return channel;
  }

  void blocking() throws IOException {
    channel.configureBlocking(true);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    int count = channel.write(left);
    while (left.hasRemaining() && count > 0) {
      count = channel.write(left);
    }
    if (left.hasRemaining()) {
      throw new IOException("the camera reads nothing any more");
    }
  }

  @Override
  public InetAddress local() {
    return channel.socket().getLocalAddress();
  }

  @Override
  public InetAddress remote() {
    return channel.socket().getInetAddress();
  }

  @Override
  public void close() {
    Closing.quietly(channel);
  }
}
