package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.ingest.SourceState.Kind;
import java.nio.file.Path;
import java.time.Duration;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** A file as a camera that sees it again and again, at its own pace, with times that go on. */
final class FileSource implements PacketSource {

  private static final long USUAL_STEP_MICROS = 40_000;

  private final StreamUrl url;
  private final MediaPace pace = new MediaPace();

  private Input input;

  /** What is added to the file's own times, and what its next pass will begin with. */
  private long offset;

  private long newest;
  private long step = USUAL_STEP_MICROS;
  private long dueMicros;
  private boolean readAny;

  FileSource(StreamUrl url) {
    this.url = url;
  }

  @Override
  public void open() throws SourceFailure {
    try {
      input = Input.open(Path.of(url.path()));
    } catch (CityException e) {
      boolean missing = e.code() == ErrorCode.NOT_FOUND;
      throw new SourceFailure(missing ? Kind.REFUSED : Kind.UNSUPPORTED, e.getMessage());
    }
    double fps = input.declaredFps();
    step = fps > 0 ? Math.round(1e6 / fps) : USUAL_STEP_MICROS;
  }

  @Override
  public void read(AVPacket packet, Duration patience) throws SourceFailure {
    int code = input.read(packet);
    if (code == AVERROR_EOF && readAny) {
      again();
      code = input.read(packet);
    }
    if (code < 0) {
      throw new SourceFailure(Kind.UNSUPPORTED, url.masked() + ": " + Ffmpeg.text(code));
    }
    time(packet);
    readAny = true;
    if (!pace.await(dueMicros)) {
      av_packet_unref(packet);
      throw new SourceFailure(Kind.STOPPED, "stopped");
    }
  }

  /** Decoding times are the even ones: they say when a camera would have sent the packet. */
  private void time(AVPacket packet) {
    long shown = micros(packet.pts());
    long decoded = packet.dts() == AV_NOPTS_VALUE ? shown : micros(packet.dts());
    if (!readAny) {
      offset -= decoded == AV_NOPTS_VALUE ? 0 : decoded;
    }
    long at = decoded == AV_NOPTS_VALUE ? dueMicros + step : decoded + offset;
    dueMicros = at;
    long pts = shown == AV_NOPTS_VALUE ? at : shown + offset;
    newest = Math.max(newest, pts);
    packet.pts(pts).dts(AV_NOPTS_VALUE);
  }

  private void again() throws SourceFailure {
    input.close();
    input = null;
    readAny = false;
    offset = newest + step;
    open();
  }

  private long micros(long ticks) {
    return ticks == AV_NOPTS_VALUE
        ? AV_NOPTS_VALUE
        : Ffmpeg.micros(ticks, input.video().time_base());
  }

  @Override
  public AVCodecParameters parameters() {
    return input.parameters();
  }

  @Override
  public String codec() {
    return input.codec();
  }

  @Override
  public double declaredFps() {
    return input.declaredFps();
  }

  @Override
  public void cancel() {
    pace.cancel();
  }

  @Override
  public void close() {
    if (input != null) {
      input.close();
      input = null;
    }
  }
}
