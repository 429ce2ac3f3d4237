package io.cityward.ingest;

/** How RTP packets travel. */
public enum Transport {
  /** Interleaved in the RTSP connection: the default, survives firewalls and loss. */
  TCP("tcp"),
  /** Datagrams. */
  UDP("udp"),
  /** TCP, and UDP where the camera refuses it. */
  AUTO("tcp+udp");

  private final String option;

  Transport(String option) {
    this.option = option;
  }

  /** The value of FFmpeg's {@code rtsp_transport}. */
  String option() {
    return option;
  }
}
