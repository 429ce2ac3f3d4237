package io.cityward.ingest.rtsp;

import java.io.Closeable;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what is given up anyway. */
final class Closing {

  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private Closing() {}

  static void quietly(Closeable thing) {
    try {
      thing.close();
    } catch (IOException e) {
      LOG.debug("closing a socket: {}", e.toString());
    }
  }
}
