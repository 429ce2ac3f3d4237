package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;

/**
 * A cut from a packet ring: encoded packets from a key frame on, in the order of decoding. It holds
 * their memory until it is closed, whatever the ring does meanwhile.
 */
public final class Clip implements AutoCloseable {

  private final List<EncodedPacket> packets;
  private final AVCodecParameters parameters = avcodec_parameters_alloc();
  private boolean closed;

  /** Takes the packets over, copies the parameters; an empty clip needs none. */
  Clip(List<EncodedPacket> packets, AVCodecParameters parameters) {
    this.packets = List.copyOf(packets);
    if (parameters != null) {
      avcodec_parameters_copy(this.parameters, parameters);
    }
  }

  public boolean isEmpty() {
    return packets.isEmpty();
  }

  /** When its first packet arrived: at or before the time that was asked for. */
  public Optional<Instant> from() {
    return packets.isEmpty() ? Optional.empty() : Optional.of(packets.get(0).arrivedAt());
  }

  /** When its last packet arrived. */
  public Optional<Instant> to() {
    return packets.isEmpty()
        ? Optional.empty()
        : Optional.of(packets.get(packets.size() - 1).arrivedAt());
  }

  /** FFmpeg's short name: {@code h264}, {@code hevc}. */
  public String codec() {
    return avcodec_get_name(parameters.codec_id()).getString();
  }

  List<EncodedPacket> packets() {
    return packets;
  }

  AVCodecParameters parameters() {
    return parameters;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      packets.forEach(EncodedPacket::free);
      avcodec_parameters_free(parameters);
    }
  }
}
