package io.cityward.ingest.rtsp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Connects to a camera, whichever of its addresses answers. */
final class Dialer {

  private Dialer() {}

  /** The deadline then guards the line. */
  static Line connect(RtspAddress to, Optional<RtspRequest.Tls> tls, Deadline deadline)
      throws RtspFailure {
    List<InetAddress> addresses = Names.resolve(to.host(), deadline);
    long end = deadline.atNanos();
    RtspFailure last = null;
    for (int i = 0; i < addresses.size() && !deadline.cancelled(); i++) {
      long now = System.nanoTime();
      // An address that swallows everything must leave some time for the next one.
      deadline.armAt(now + (end - now) / (addresses.size() - i));
      try {
        Line line = connect(to, new InetSocketAddress(addresses.get(i), to.port()), tls, deadline);
        deadline.armAt(end);
        return line;
      } catch (RtspFailure e) {
        last = e;
      }
    }
    throw last == null || deadline.cancelled() ? RtspFailure.cancelled() : last;
  }

  private static Line connect(
      RtspAddress to, InetSocketAddress address, Optional<RtspRequest.Tls> tls, Deadline deadline)
      throws RtspFailure {
    Line opened = null;
    try {
      if (tls.isEmpty()) {
        PlainLine line = new PlainLine();
        opened = line;
        deadline.guard(line::close);
        line.connect(address);
      } else {
        TlsLine line = new TlsLine();
        opened = line;
        deadline.guard(line::close);
        line.connect(address);
        line.secure(to.host(), tls.get());
      }
      return opened;
    } catch (IOException e) {
      if (opened != null) {
        opened.close();
      }
      throw Troubles.of(e, deadline);
    }
  }
}
