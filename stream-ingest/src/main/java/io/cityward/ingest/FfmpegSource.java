package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.cityward.ingest.SourceState.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;

/**
 * Packets by FFmpeg's readers: HLS, RTMP, MJPEG and what else comes by HTTP, and RTSP where ours
 * does not know the codec.
 */
final class FfmpegSource implements PacketSource {

  private static final Duration GOODBYE = Duration.ofMillis(500);

  private final StreamUrl url;
  private final SessionSettings settings;
  private final ReadDeadline deadline = new ReadDeadline();
  private final NameLookup lookup = new NameLookup();
  private final MediaPace pace = new MediaPace();
  private final ParameterSets sets = new ParameterSets();

  private Input input;
  private boolean bySegment;
  private boolean begun;
  private boolean changed;
  private Optional<Instant> cameraTime = Optional.empty();
  private Optional<TlsOptions> tls = Optional.empty();

  FfmpegSource(StreamUrl url, SessionSettings settings) {
    this.url = url;
    this.settings = settings;
  }

  @Override
  public void open() throws SourceFailure {
    Ffmpeg.quiet();
    lookup.find(url, settings.connectTimeout());
    AVFormatContext context = avformat_alloc_context();
    deadline.expiresIn(settings.connectTimeout());
    deadline.guard(context);
    if (url.protocol() == Protocol.HTTPS) {
      tls = Optional.of(TlsOptions.everywhere(context, settings.trust()));
    }
    boolean look = !url.protocol().isRtsp();
    int code = Input.open(context, url.secretText(), FfmpegOptions.of(url, settings), look);
    if (code < 0) {
      throw refused(code);
    }
    input =
        Input.ofVideo(context)
            .orElseThrow(
                () -> new SourceFailure(Kind.UNSUPPORTED, url.masked() + ": has no video track"));
    bySegment = input.format().contains("hls");
  }

  private SourceFailure refused(int code) {
    // Whatever FFmpeg makes of an interrupted call.
    if (deadline.expired()) {
      return Refusals.ofWaiting(url, settings.connectTimeout());
    }
    if (url.protocol().isEncrypted() && settings.trust().verify() && !deadline.cancelled()) {
      Optional<String> why = TlsReason.of(url, settings);
      if (why.isPresent()) {
        return new SourceFailure(Kind.REFUSED, url.masked() + ": " + why.get());
      }
    }
    return Refusals.ofOpening(code, url);
  }

  @Override
  public void read(AVPacket packet, Duration patience) throws SourceFailure {
    deadline.expiresIn(patience);
    int code = input.read(packet);
    if (deadline.expired()) {
      // FFmpeg's parser gives up the picture that it held back.
      av_packet_unref(packet);
      code = AVERROR_EXIT;
    }
    if (code < 0) {
      throw deadline.expired()
          ? new SourceFailure(Kind.STALLED, "no picture for " + Refusals.seconds(patience))
          : Refusals.ofReading(code, url);
    }
    packet.pts(stampMicros(packet)).dts(AV_NOPTS_VALUE);
    cameraTime = CameraTime.of(packet);
    boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
    changed = key && sets.changed(input.parameters(), packet);
    if (bySegment && packet.pts() != AV_NOPTS_VALUE && !pace.await(packet.pts())) {
      av_packet_unref(packet);
      throw new SourceFailure(Kind.STOPPED, "stopped");
    }
  }

  private long stampMicros(AVPacket packet) {
    boolean first = !begun;
    begun = true;
    if (packet.pts() != AV_NOPTS_VALUE) {
      return Ffmpeg.micros(packet.pts(), input.video().time_base());
    }
    // FFmpeg counts RTP stamps from the first packet, and loses that one's stamp in its parser.
    return first && url.protocol().isRtsp() ? 0 : AV_NOPTS_VALUE;
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
  public Optional<Instant> cameraTime() {
    return cameraTime;
  }

  @Override
  public boolean changed() {
    return changed;
  }

  @Override
  public void cancel() {
    lookup.cancel();
    pace.cancel();
    deadline.cancel();
  }

  @Override
  public void close() {
    if (input != null) {
      deadline.lastWords(GOODBYE);
      input.close();
    }
    tls.ifPresent(TlsOptions::close);
    sets.close();
    deadline.close();
  }
}
