package io.cityward.testkit;

/** How a server of HLS, MJPEG or RTMP misbehaves, until it is set to {@link #NONE}. */
public enum MediaFault {
  NONE,
  /** Knows nothing of the stream: 404, or by RTMP a connection that is closed at once. */
  NOT_FOUND,
  /** Takes requests, but sends nothing more, and nothing more of what it has begun to send. */
  FROZEN,
  /** The stream is over, properly. */
  ENDED
}
