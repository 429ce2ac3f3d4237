package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.ingest.SourceState.Kind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.PointerPointer;

/** An open source of packets, with one video stream chosen. One thread at a time. */
final class Input implements AutoCloseable {

  private static final Duration GOODBYE = Duration.ofMillis(500);

  private final AVFormatContext context;
  private final AVStream video;
  private final Runnable beforeClosing;

  private Input(AVFormatContext context, AVStream video, Runnable beforeClosing) {
    this.context = context;
    this.video = video;
    this.beforeClosing = beforeClosing;
  }

  /**
   * Connects to a camera and starts its stream. Blocks until then, but not longer than the connect
   * timeout, which starts here on the deadline.
   */
  static Input open(StreamUrl url, SessionSettings settings, ReadDeadline deadline)
      throws SourceFailure {
    Ffmpeg.quiet();
    resolve(url);
    AVFormatContext context = avformat_alloc_context();
    deadline.expiresIn(settings.connectTimeout());
    deadline.guard(context);
    int code = open(context, url.secretText(), options(settings));
    if (code < 0) {
      // Whatever FFmpeg makes of an interrupted read.
      throw deadline.expired()
          ? Refusals.ofWaiting(url, settings.connectTimeout())
          : Refusals.ofOpening(code, url);
    }
    int stream = videoStream(context);
    if (stream < 0) {
      avformat_close_input(context);
      throw new SourceFailure(Kind.UNSUPPORTED, url.masked() + ": has no video track");
    }
    return new Input(context, context.streams(stream), () -> deadline.lastWords(GOODBYE));
  }

  /**
   * Opens a clip or a still picture.
   *
   * @throws CityException NOT_FOUND, or INVALID naming the file and what is wrong with it
   */
  static Input open(Path file) {
    Ffmpeg.quiet();
    if (!Files.isRegularFile(file)) {
      throw CityException.notFound("file", file);
    }
    AVFormatContext context = avformat_alloc_context();
    int code = open(context, "file:" + file.toAbsolutePath(), Map.of());
    if (code < 0) {
      throw unreadable(file, Ffmpeg.text(code));
    }
    code = avformat_find_stream_info(context, (PointerPointer<?>) null);
    int stream = videoStream(context);
    if (code < 0 || stream < 0) {
      avformat_close_input(context);
      throw unreadable(file, code < 0 ? Ffmpeg.text(code) : "no video track");
    }
    return new Input(context, context.streams(stream), () -> {});
  }

  /** The next packet of the video stream: 0, or FFmpeg's error code. */
  int read(AVPacket packet) {
    int code = av_read_frame(context, packet);
    while (code >= 0 && packet.stream_index() != video.index()) {
      av_packet_unref(packet);
      code = av_read_frame(context, packet);
    }
    return Math.min(code, 0);
  }

  AVStream video() {
    return video;
  }

  AVCodecParameters parameters() {
    return video.codecpar();
  }

  String codec() {
    return avcodec_get_name(video.codecpar().codec_id()).getString();
  }

  /** As far as the container tells. */
  StreamInfo info() {
    AVCodecParameters parameters = video.codecpar();
    int width = Frame.displayedWidth(parameters.width(), parameters.sample_aspect_ratio());
    return new StreamInfo(codec(), width, parameters.height(), declaredFps());
  }

  /** Frames per second as the source declares them; 0 if it does not. */
  double declaredFps() {
    return Ffmpeg.ratio(video.avg_frame_rate());
  }

  @Override
  public void close() {
    beforeClosing.run();
    avformat_close_input(context);
  }

  private static int open(AVFormatContext context, String url, Map<String, String> options) {
    AVDictionary dictionary = new AVDictionary(null);
    options.forEach((key, value) -> av_dict_set(dictionary, key, value, 0));
    try {
      return avformat_open_input(context, url, null, dictionary);
    } finally {
      av_dict_free(dictionary);
    }
  }

  private static Map<String, String> options(SessionSettings settings) {
    return Map.of(
        "rtsp_transport",
        settings.transport().option(),
        "rtsp_flags",
        settings.transport() == Transport.AUTO ? "prefer_tcp" : "0",
        // Audio is not even set up.
        "allowed_media_types",
        "video",
        // A second line of defence: the deadline cuts in first.
        "timeout",
        Long.toString(settings.longestSilence().toNanos() / 500));
  }

  /** FFmpeg reports a name that does not resolve as an input/output error. */
  private static void resolve(StreamUrl url) throws SourceFailure {
    try {
      InetAddress.getByName(url.host());
    } catch (UnknownHostException e) {
      throw new SourceFailure(Kind.REFUSED, url.masked() + ": no such host");
    }
  }

  private static int videoStream(AVFormatContext context) {
    return av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
  }

  private static CityException unreadable(Path file, String why) {
    return new CityException(
        ErrorCode.INVALID, file + ": " + why + " (expected: a video or picture file)");
  }
}
