package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_DEFAULT;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_NONREF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_OUTPUT_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_PROP_INTRA_ONLY;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_descriptor_get;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.cityward.ingest.SourceState.Kind;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecDescriptor;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** A decoder of one video stream, with one thread: the caller's. */
final class VideoDecoder implements AutoCloseable {

  private final AVCodecContext context;
  private final boolean intraOnly;

  VideoDecoder(AVCodecParameters parameters, AVRational timeBase) throws SourceFailure {
    String name = avcodec_get_name(parameters.codec_id()).getString();
    AVCodec codec = avcodec_find_decoder(parameters.codec_id());
    if (codec == null) {
      throw new SourceFailure(Kind.UNSUPPORTED, "video codec " + name + " has no decoder here");
    }
    AVCodecDescriptor descriptor = avcodec_descriptor_get(parameters.codec_id());
    intraOnly = descriptor != null && (descriptor.props() & AV_CODEC_PROP_INTRA_ONLY) != 0;
    context = avcodec_alloc_context3(codec);
    avcodec_parameters_to_context(context, parameters);
    context.pkt_timebase(timeBase);
    context.thread_count(1);
    // What is damaged comes out and says so, instead of nothing up to the next key frame.
    context.flags(context.flags() | AV_CODEC_FLAG_OUTPUT_CORRUPT);
    int code = avcodec_open2(context, codec, (AVDictionary) null);
    if (code < 0) {
      avcodec_free_context(context);
      throw new SourceFailure(
          Kind.UNSUPPORTED, "video codec " + name + " cannot be decoded: " + Ffmpeg.text(code));
    }
  }

  /** Whether each packet stands for itself. */
  boolean intraOnly() {
    return intraOnly;
  }

  /**
   * Decodes a packet; the frames that come out belong to the sink.
   *
   * @param wanted whether its own frame is; else the decoder may leave it out if no other refers to
   *     it
   * @param alone the next packet will not follow on this one: its frame comes out at once, not when
   *     the order of display is known
   * @return 0, or FFmpeg's error code
   */
  int decode(AVPacket packet, boolean wanted, boolean alone, Consumer<AVFrame> sink) {
    context.skip_frame(wanted ? AVDISCARD_DEFAULT : AVDISCARD_NONREF);
    int sent = avcodec_send_packet(context, packet);
    int received = sent < 0 ? sent : drain(sink);
    if (alone) {
      finish(sink);
      forget();
    }
    return received;
  }

  /** The next packet is a key frame that has nothing to do with those before. */
  void forget() {
    avcodec_flush_buffers(context);
  }

  /** What the decoder still holds back; after that it takes no more. */
  void finish(Consumer<AVFrame> sink) {
    avcodec_send_packet(context, null);
    drain(sink);
  }

  private int drain(Consumer<AVFrame> sink) {
    while (true) {
      AVFrame frame = av_frame_alloc();
      int code = avcodec_receive_frame(context, frame);
      if (code < 0) {
        av_frame_free(frame);
        return code == Ffmpeg.EAGAIN || code == AVERROR_EOF ? 0 : code;
      }
      sink.accept(frame);
    }
  }

  @Override
  public void close() {
    avcodec_free_context(context);
  }
}
