package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_ref;

import java.time.Instant;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** One encoded picture in native memory that is shared, not copied. */
record EncodedPacket(AVPacket packet, boolean key, long mediaMicros, Instant arrivedAt) {

  /** A reference of its own to the packet's bytes. */
  static EncodedPacket of(AVPacket packet, boolean key, long mediaMicros, Instant arrivedAt) {
    AVPacket reference = av_packet_alloc();
    int code = av_packet_ref(reference, packet);
    if (code < 0) {
      av_packet_free(reference);
      throw new IllegalStateException("packet cannot be kept: " + Ffmpeg.text(code));
    }
    return new EncodedPacket(reference, key, mediaMicros, arrivedAt);
  }

  EncodedPacket share() {
    return of(packet, key, mediaMicros, arrivedAt);
  }

  int bytes() {
    return packet.size();
  }

  void free() {
    av_packet_free(packet);
  }
}
