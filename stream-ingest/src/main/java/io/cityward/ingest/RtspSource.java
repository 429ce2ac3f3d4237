package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import io.cityward.ingest.SourceState.Kind;
import io.cityward.ingest.rtsp.AccessUnit;
import io.cityward.ingest.rtsp.RtpTransport;
import io.cityward.ingest.rtsp.RtspClient;
import io.cityward.ingest.rtsp.RtspFailure;
import io.cityward.ingest.rtsp.RtspRequest;
import io.cityward.ingest.rtsp.VideoFormat;
import io.cityward.ingest.rtsp.VideoFormat.Codec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Packets by our own RTSP client: one copy of each picture, from its buffer into the packet's. */
final class RtspSource implements PacketSource {

  private final StreamUrl url;
  private final RtspClient client;
  private final AVCodecParameters parameters = avcodec_parameters_alloc();

  private boolean unknownCodec;
  private boolean changed;
  private Optional<Instant> cameraTime = Optional.empty();
  private boolean closed;

  RtspSource(StreamUrl url, SessionSettings settings) {
    this.url = url;
    this.client = new RtspClient(request(url, settings));
  }

  @Override
  public void open() throws SourceFailure {
    try {
      client.open();
      adopt(client.format());
    } catch (RtspFailure e) {
      unknownCodec = e.kind() == RtspFailure.Kind.UNSUPPORTED_CODEC;
      Kind kind = e.kind() == RtspFailure.Kind.PROTOCOL ? Kind.UNSUPPORTED : kind(e);
      throw new SourceFailure(kind, url.masked() + ": " + e.reason());
    }
  }

  /** Whether it was a codec of which this reader makes nothing that kept it from opening. */
  boolean unknownCodec() {
    return unknownCodec;
  }

  @Override
  public void read(AVPacket packet, Duration patience) throws SourceFailure {
    try {
      AccessUnit unit = client.read(patience);
      changed = unit.formatChanged();
      if (changed) {
        adopt(client.format());
      }
      fill(packet, unit);
    } catch (RtspFailure e) {
      throw new SourceFailure(kind(e), e.reason());
    }
  }

  private void fill(AVPacket packet, AccessUnit unit) {
    int code = av_new_packet(packet, unit.bytes());
    if (code < 0) {
      throw new OutOfMemoryError("packet of " + unit.bytes() + " bytes: " + Ffmpeg.text(code));
    }
    Pointer.memcpy(packet.data(), new BytePointer(unit.data()), unit.bytes());
    boolean corrupt = unit.damaged() || unit.refersToDamaged();
    packet.flags((unit.key() ? AV_PKT_FLAG_KEY : 0) | (corrupt ? AV_PKT_FLAG_CORRUPT : 0));
    // From 90 kHz ticks.
    packet.pts(Math.floorDiv(unit.mediaTicks() * 100, 9)).dts(AV_NOPTS_VALUE);
    cameraTime =
        unit.cameraMicros() == AccessUnit.NO_TIME
            ? Optional.empty()
            : Optional.of(Instant.EPOCH.plus(unit.cameraMicros(), ChronoUnit.MICROS));
  }

  private void adopt(VideoFormat format) {
    parameters.codec_type(AVMEDIA_TYPE_VIDEO);
    parameters.codec_id(format.codec() == Codec.H264 ? AV_CODEC_ID_H264 : AV_CODEC_ID_HEVC);
    parameters.width(0).height(0);
    if (parameters.extradata_size() > 0) {
      av_free(parameters.extradata());
      parameters.extradata(null).extradata_size(0);
    }
    ByteBuffer sets = format.parameterSets();
    int length = sets.remaining();
    if (length > 0) {
      byte[] bytes = new byte[length];
      sets.get(bytes);
      // FFmpeg frees it with the parameters, and reads beyond its end up to the padding.
      BytePointer copy = new BytePointer(av_mallocz(length + AV_INPUT_BUFFER_PADDING_SIZE));
      copy.capacity(length).put(bytes, 0, length);
      parameters.extradata(copy).extradata_size(length);
    }
  }

  @Override
  public AVCodecParameters parameters() {
    return parameters;
  }

  @Override
  public String codec() {
    return avcodec_get_name(parameters.codec_id()).getString();
  }

  @Override
  public double declaredFps() {
    return client.format().framesPerSecond();
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
  public long lost() {
    return client.figures().lost();
  }

  @Override
  public void cancel() {
    client.cancel();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      client.close();
      avcodec_parameters_free(parameters);
    }
  }

  private static RtspRequest request(StreamUrl url, SessionSettings settings) {
    RtspRequest plain =
        RtspRequest.of(url.host(), url.port(), url.path())
            .withConnectTimeout(settings.connectTimeout());
    RtspRequest login = url.hasCredentials() ? plain.withLogin(url.user(), url.password()) : plain;
    if (url.protocol().isEncrypted()) {
      // What is encrypted is the connection; media go in it whatever the setting.
      return login.withTls(settings.trust().tls());
    }
    return login.withTransport(RtpTransport.valueOf(settings.transport().name()));
  }

  private static Kind kind(RtspFailure failure) {
    return switch (failure.kind()) {
      case REFUSED, UNREACHABLE, NO_SUCH_HOST, FORBIDDEN, NOT_FOUND, REJECTED, TLS -> Kind.REFUSED;
      case SILENT -> Kind.STALLED;
      case CLOSED, ENDED, PROTOCOL -> Kind.BACKING_OFF;
      case UNAUTHORISED -> Kind.UNAUTHORISED;
      case NO_VIDEO, UNSUPPORTED_CODEC -> Kind.UNSUPPORTED;
      case CANCELLED -> Kind.STOPPED;
    };
  }
}
