package io.cityward.ingest.rtsp;

import java.io.IOException;
import java.net.InetAddress;

/** The connection to a camera. One thread reads, one at a time writes, any closes. */
sealed interface Line extends Framing.Source permits PlainLine, TlsLine {

  void write(byte[] bytes) throws IOException;

  InetAddress local();

  InetAddress remote();

  /** Ends a read or a connect that hangs; never blocks. */
  void close();
}
