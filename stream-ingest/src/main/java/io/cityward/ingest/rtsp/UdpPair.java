package io.cityward.ingest.rtsp;

import io.cityward.ingest.rtsp.RtspFailure.Kind;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/** Two sockets: RTP on an even port, RTCP on the next (RFC 3550, 11). */
record UdpPair(DatagramChannel rtp, DatagramChannel rtcp) {

  private static final int TRIES = 64;

  /** Some seconds of a camera; the system may give less. */
  private static final int RECEIVE_BYTES = 2 << 20;

  static UdpPair open(InetAddress local) throws RtspFailure {
    try {
      for (int i = 0; i < TRIES; i++) {
        DatagramChannel rtp = bind(local, 0);
        int port = port(rtp);
        if (port % 2 == 0 && port < 65_535) {
          try {
            return new UdpPair(rtp, bind(local, port + 1));
          } catch (BindException e) {
            // Taken; the next try has other ports.
            rtp.close();
            continue;
          }
        }
        rtp.close();
      }
    } catch (IOException e) {
      throw new RtspFailure(Kind.UNREACHABLE, "no UDP socket here (" + e.getMessage() + ")");
    }
    throw new RtspFailure(Kind.UNREACHABLE, "no two neighbouring UDP ports are free here");
  }

  private static DatagramChannel bind(InetAddress local, int port) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
      channel.bind(new InetSocketAddress(local, port));
      channel.configureBlocking(false);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  int port() {
    return port(rtp);
  }

  private static int port(DatagramChannel channel) {
    return channel.socket().getLocalPort();
  }

  void close() {
    Closing.quietly(rtp);
    Closing.quietly(rtcp);
  }
}
