package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_close_dyn_buf;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avformat.avio_open_dyn_buf;
import static org.bytedeco.ffmpeg.global.avformat.avio_tell;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Puts the packets of one video stream into MP4 without touching them: into a file, or piece by
 * piece into memory. All times are in ticks of 1/90000 s. One thread.
 */
final class Mp4Muxer implements AutoCloseable {

  static final int TICKS_PER_SECOND = 90_000;

  /** Of a picture whose time cannot be told from the next one. */
  static final long USUAL_STEP = TICKS_PER_SECOND / 25;

  private static final int HVC1 = 'h' | 'v' << 8 | 'c' << 16 | '1' << 24;

  private final AVFormatContext context = new AVFormatContext(null);
  private final AVRational ticks = av_make_q(1, TICKS_PER_SECOND);
  private final boolean inMemory;

  private Mp4Muxer(boolean inMemory) {
    Ffmpeg.quiet();
    this.inMemory = inMemory;
  }

  /** Its index comes in front, so that a browser plays it while it loads. */
  static Mp4Muxer toFile(Path file, AVCodecParameters parameters) throws IOException {
    // The muxer opens the file again by this name when it moves the index to the front.
    return new Mp4Muxer(false).begin("file:" + file, parameters, "+faststart");
  }

  /** Fragments of one picture each, which {@link #take} gives out; first what describes them. */
  static Mp4Muxer toMemory(AVCodecParameters parameters) throws IOException {
    // Without a trailer the muxer need not remember where its fragments lie.
    return new Mp4Muxer(true)
        .begin(null, parameters, "+empty_moov+default_base_moof+frag_every_frame+skip_trailer");
  }

  private Mp4Muxer begin(String url, AVCodecParameters parameters, String flags)
      throws IOException {
    try {
      check(avformat_alloc_output_context2(context, (AVOutputFormat) null, "mp4", url));
      AVIOContext io = new AVIOContext(null);
      check(inMemory ? avio_open_dyn_buf(io) : avio_open(io, url, AVIO_FLAG_WRITE));
      context.pb(io);
      describe(parameters);
      writeHeader(flags);
      return this;
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void describe(AVCodecParameters parameters) throws IOException {
    AVStream stream = avformat_new_stream(context, (AVCodec) null);
    check(avcodec_parameters_copy(stream.codecpar(), parameters));
    // Browsers know H.265 by this tag only; 0 lets the muxer choose.
    stream.codecpar().codec_tag(parameters.codec_id() == AV_CODEC_ID_HEVC ? HVC1 : 0);
    stream.time_base(ticks);
  }

  private void writeHeader(String flags) throws IOException {
    AVDictionary options = new AVDictionary(null);
    try {
      av_dict_set(options, "movflags", flags, 0);
      check(avformat_write_header(context, options));
    } finally {
      av_dict_free(options);
    }
  }

  static long ticks(long micros) {
    return micros * (TICKS_PER_SECOND / 10_000) / 100;
  }

  /** Adds a packet; the source keeps its own. */
  void write(AVPacket source, boolean key, long presentation, long decoding, long duration)
      throws IOException {
    AVPacket packet = av_packet_alloc();
    try {
      check(av_packet_ref(packet, source));
      packet
          .stream_index(0)
          .flags(key ? AV_PKT_FLAG_KEY : 0)
          .pts(presentation)
          .dts(decoding)
          .duration(duration);
      av_packet_rescale_ts(packet, ticks, context.streams(0).time_base());
      check(av_write_frame(context, packet));
    } finally {
      av_packet_free(packet);
    }
  }

  /** Completes the file. */
  void finish() throws IOException {
    check(av_write_trailer(context));
  }

  /** Lets out the packet that waits for the next one to know its duration. */
  void flush() throws IOException {
    check(av_write_frame(context, null));
  }

  /** Bytes that wait in memory. */
  long waiting() {
    return avio_tell(context.pb());
  }

  /** What was written to memory since the last time. */
  byte[] take() throws IOException {
    byte[] bytes = drain();
    AVIOContext next = new AVIOContext(null);
    check(avio_open_dyn_buf(next));
    context.pb(next);
    return bytes;
  }

  private byte[] drain() {
    BytePointer buffer = new BytePointer((Pointer) null);
    int size = avio_close_dyn_buf(context.pb(), buffer);
    context.pb(null);
    try {
      byte[] bytes = new byte[size];
      buffer.get(bytes);
      return bytes;
    } finally {
      av_free(buffer);
    }
  }

  @Override
  public void close() {
    if (context.isNull()) {
      return;
    }
    if (context.pb() != null && inMemory) {
      drain();
    } else if (context.pb() != null) {
      avio_closep(context.pb());
    }
    avformat_free_context(context);
    context.setNull();
  }

  private static void check(int code) throws IOException {
    if (code < 0) {
      throw new IOException(Ffmpeg.text(code));
    }
  }
}
