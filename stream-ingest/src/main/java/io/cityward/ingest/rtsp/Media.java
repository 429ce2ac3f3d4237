package io.cityward.ingest.rtsp;

import java.io.IOException;

/** Where RTP packets come from. Owner thread. */
sealed interface Media permits InterleavedMedia, DatagramMedia {

  /** Waits for the next packet of the video, in order; the one before is used up with this. */
  RtpPacket next() throws RtspFailure;

  /** Gives up what is its own; the connection can then be used for a last request. */
  void release() throws IOException;

  /** In 90 kHz ticks. */
  static long ticks(long nanos) {
    return nanos / 100_000 * 9;
  }
}
