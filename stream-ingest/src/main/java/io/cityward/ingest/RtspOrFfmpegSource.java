package io.cityward.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Our own RTSP reader, and FFmpeg's where the camera sends what ours does not know. */
final class RtspOrFfmpegSource implements PacketSource {

  private final StreamUrl url;
  private final SessionSettings settings;
  private final RtspSource own;

  private volatile PacketSource chosen;
  private volatile boolean cancelled;

  RtspOrFfmpegSource(StreamUrl url, SessionSettings settings) {
    this.url = url;
    this.settings = settings;
    this.own = new RtspSource(url, settings);
    this.chosen = own;
  }

  @Override
  public void open() throws SourceFailure {
    try {
      own.open();
    } catch (SourceFailure e) {
      if (!own.unknownCodec()) {
        throw e;
      }
      own.close();
      chosen = new FfmpegSource(url, settings);
      if (cancelled) {
        chosen.cancel();
      }
      chosen.open();
    }
  }

  @Override
  public void read(AVPacket packet, Duration patience) throws SourceFailure {
    chosen.read(packet, patience);
  }

  @Override
  public AVCodecParameters parameters() {
    return chosen.parameters();
  }

  @Override
  public String codec() {
    return chosen.codec();
  }

  @Override
  public double declaredFps() {
    return chosen.declaredFps();
  }

  @Override
  public Optional<Instant> cameraTime() {
    return chosen.cameraTime();
  }

  @Override
  public boolean changed() {
    return chosen.changed();
  }

  @Override
  public long lost() {
    return chosen.lost();
  }

  @Override
  public void cancel() {
    cancelled = true;
    chosen.cancel();
  }

  @Override
  public void close() {
    chosen.close();
  }
}
