package io.cityward.ingest.rtsp;

/** How RTP packets are asked for. */
public enum RtpTransport {
  /** Interleaved in the RTSP connection. */
  TCP,
  /** Datagrams. */
  UDP,
  /** TCP, and UDP where the camera refuses it. */
  AUTO
}
