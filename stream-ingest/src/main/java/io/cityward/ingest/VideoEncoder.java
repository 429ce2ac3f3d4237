package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;

/**
 * Encodes H.264 with OpenH264 (BSD), the one free encoder in FFmpeg that may ship with us. It does
 * not reorder. One thread: the caller's.
 */
final class VideoEncoder implements AutoCloseable {

  /** Takes a packet that is lent for the call, and its time. */
  interface Sink {
    void take(AVPacket packet, boolean key, long ticks) throws IOException;
  }

  private static final String ENCODER = "libopenh264";
  private static final int LARGEST_SIDE = 1920;

  /** Enough for a still camera's picture without blocks. */
  private static final double BITS_PER_PIXEL = 0.12;

  private static final int KEY_FRAME_SECONDS = 2;

  private final AVCodecContext context;
  private final AVCodecParameters parameters = avcodec_parameters_alloc();
  private final AVFrame canvas = av_frame_alloc();
  private final AVPacket packet = av_packet_alloc();
  private final SwsContext scaler = sws_alloc_context();
  private final long step;
  private long last = -1;

  /** For pictures like the first, scaled down to full HD where they are larger. */
  VideoEncoder(Frame first, double fps) throws IOException {
    this(even(first.width() * shrink(first)), even(first.height() * shrink(first)), fps);
  }

  /** For pictures of any size, scaled to this one, in even numbers of pixels. */
  VideoEncoder(int width, int height, double fps) throws IOException {
    this.step = Math.round(Mp4Muxer.TICKS_PER_SECOND / fps);
    AVCodec codec = avcodec_find_encoder_by_name(ENCODER);
    this.context = avcodec_alloc_context3(codec);
    try {
      describe(width, height, fps);
      check(avcodec_open2(context, codec, (AVDictionary) null));
      check(avcodec_parameters_from_context(parameters, context));
      canvas.width(context.width()).height(context.height()).format(AV_PIX_FMT_YUV420P);
      check(av_frame_get_buffer(canvas, 0));
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private static double shrink(Frame first) {
    return Math.min(1, (double) LARGEST_SIDE / Math.max(first.width(), first.height()));
  }

  private void describe(int width, int height, double fps) {
    context
        .width(width)
        .height(height)
        .pix_fmt(AV_PIX_FMT_YUV420P)
        .time_base(av_make_q(1, Mp4Muxer.TICKS_PER_SECOND))
        .framerate(av_make_q((int) Math.round(fps * 100), 100))
        .bit_rate(Math.round(width * height * fps * BITS_PER_PIXEL))
        .gop_size((int) Math.max(1, Math.round(fps * KEY_FRAME_SECONDS)))
        .thread_count(1)
        .flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
  }

  private static int even(double pixels) {
    return Math.max(2, (int) Math.round(pixels / 2) * 2);
  }

  AVCodecParameters parameters() {
    return parameters;
  }

  /** The usual time from picture to picture, in ticks. */
  long step() {
    return step;
  }

  void encode(Frame frame, Sink sink) throws IOException {
    check(av_frame_make_writable(canvas));
    check(sws_scale_frame(scaler, canvas, frame.decoded()));
    long ticks = Mp4Muxer.ticks(frame.mediaTime().toNanos() / 1000);
    last = Math.max(last + 1, ticks);
    canvas.pts(last);
    check(avcodec_send_frame(context, canvas));
    drain(sink);
  }

  /** What the encoder still holds back. */
  void finish(Sink sink) throws IOException {
    check(avcodec_send_frame(context, null));
    drain(sink);
  }

  private void drain(Sink sink) throws IOException {
    int code = avcodec_receive_packet(context, packet);
    while (code >= 0) {
      try {
        sink.take(packet, (packet.flags() & AV_PKT_FLAG_KEY) != 0, packet.pts());
      } finally {
        av_packet_unref(packet);
      }
      code = avcodec_receive_packet(context, packet);
    }
    if (code != Ffmpeg.EAGAIN && code != AVERROR_EOF) {
      check(code);
    }
  }

  @Override
  public void close() {
    av_packet_free(packet);
    av_frame_free(canvas);
    sws_freeContext(scaler);
    avcodec_parameters_free(parameters);
    avcodec_free_context(context);
  }

  private static void check(int code) throws IOException {
    if (code < 0) {
      throw new IOException(ENCODER + ": " + Ffmpeg.text(code));
    }
  }
}
