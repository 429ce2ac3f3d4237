package io.cityward.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Where a camera's packets come from: one connection, of which one video stream is taken. Making
 * one does no I/O. One thread opens, reads and closes it; any thread may {@link #cancel} it.
 */
interface PacketSource extends AutoCloseable {

  /** Connects and starts the stream; blocks until then, at most the connect timeout. */
  void open() throws SourceFailure;

  /**
   * Reads the next packet of the video stream: one picture, its time in microseconds from any
   * origin or AV_NOPTS_VALUE, with the flags KEY, and CORRUPT if something of it is missing.
   *
   * @param patience how long a whole packet may take to come
   * @throws SourceFailure STALLED after that; other kinds where the stream ended or broke
   */
  void read(AVPacket packet, Duration patience) throws SourceFailure;

  /** Codec and parameter sets, the newest known; valid until the next read. */
  AVCodecParameters parameters();

  /** FFmpeg's short name: {@code h264}, {@code hevc}. */
  String codec();

  /** Frames per second as the source declares them; 0 if it does not. */
  double declaredFps();

  /** When the last packet's picture was taken, by the camera's own clock, if it tells. */
  default Optional<Instant> cameraTime() {
    return Optional.empty();
  }

  /** Whether {@link #parameters} are others from the last packet on. */
  default boolean changed() {
    return false;
  }

  /** Network packets that were sent and did not come, since the source was opened. */
  default long lost() {
    return 0;
  }

  /** Ends a call that blocks, and each one that follows. Any thread, at any time. */
  void cancel();

  @Override
  void close();
}
