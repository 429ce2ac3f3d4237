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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.PointerPointer;

/** An open source of packets, with one video stream chosen. One thread at a time. */
final class Input implements AutoCloseable {

  private final AVFormatContext context;
  private final AVStream video;

  private Input(AVFormatContext context, AVStream video) {
    this.context = context;
    this.video = video;
  }

  /**
   * Opens a URL of any protocol with FFmpeg's options for it.
   *
   * @param look whether the stream has to be read to know what it is, as all but RTSP
   * @return 0 or FFmpeg's error code; then there is nothing to close
   */
  static int open(AVFormatContext context, String url, Map<String, String> options, boolean look) {
    int code = open(context, url, options);
    if (code < 0 || !look) {
      return code;
    }
    code = avformat_find_stream_info(context, (PointerPointer<?>) null);
    if (code < 0) {
      avformat_close_input(context);
    }
    return code;
  }

  /** Takes an opened context over; empty, and the context closed, if it has no video. */
  static Optional<Input> ofVideo(AVFormatContext context) {
    int stream = videoStream(context);
    if (stream < 0) {
      avformat_close_input(context);
      return Optional.empty();
    }
    return Optional.of(new Input(context, context.streams(stream)));
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
    int code = open(context, "file:" + file.toAbsolutePath(), Map.of(), true);
    if (code < 0) {
      throw unreadable(file, Ffmpeg.text(code));
    }
    return ofVideo(context).orElseThrow(() -> unreadable(file, "no video track"));
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

  /** FFmpeg's name of the format: {@code rtsp}, {@code hls}. */
  String format() {
    return context.iformat().name().getString();
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

  private static int videoStream(AVFormatContext context) {
    return av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
  }

  private static CityException unreadable(Path file, String why) {
    return new CityException(
        ErrorCode.INVALID, file + ": " + why + " (expected: a video or picture file)");
  }
}
