package io.cityward.ingest.rtsp;

import java.nio.ByteBuffer;

/** How a codec's NAL units lie in RTP payloads. Keeps nothing from packet to packet. */
sealed interface PayloadFormat permits H264Payload, H265Payload {

  /** Takes NAL units, in whole or in pieces. */
  interface Receiver {

    /**
     * A NAL unit begins.
     *
     * @param header its header's bytes as a number
     * @param at where what follows the header begins
     */
    void begin(int header, ByteBuffer from, int at, int length);

    /** The NAL unit goes on. */
    void more(ByteBuffer from, int at, int length);

    /** The NAL unit is whole. */
    void end();

    /** Something was there that cannot be read. */
    void broken();
  }

  void unpack(ByteBuffer from, int at, int length, Receiver to);

  static PayloadFormat of(VideoTrack track) {
    return switch (track.codec()) {
      case H264 -> new H264Payload();
      case H265 -> new H265Payload(track.ordered());
    };
  }
}
