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
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Writes a cut as an MP4 file without re-encoding: its index in front, so that a browser plays it
 * while it loads, and time from 0.
 */
public final class ClipWriter {

  private static final int TICKS_PER_SECOND = 90_000;
  private static final long USUAL_STEP = TICKS_PER_SECOND / 25;
  private static final int HVC1 = 'h' | 'v' << 8 | 'c' << 16 | '1' << 24;

  /** What was written. */
  public record Written(Path file, long bytes, Duration duration) {}

  private ClipWriter() {}

  /**
   * Writes the file at once or not at all.
   *
   * @throws CityException ILLEGAL_STATE if the clip is empty or its picture size is not known yet;
   *     EXTERNAL_FAILED if the file cannot be written
   */
  public static Written write(Clip clip, Path file) {
    Ffmpeg.quiet();
    List<EncodedPacket> packets = playable(clip.packets());
    if (packets.isEmpty()) {
      throw new CityException(
          ErrorCode.ILLEGAL_STATE, file + ": nothing to write (expected: at least one key frame)");
    }
    if (clip.parameters().width() == 0) {
      throw new CityException(
          ErrorCode.ILLEGAL_STATE, file + ": no picture of this stream was decoded yet");
    }
    long[] stamps = packets.stream().mapToLong(p -> ticks(p.mediaMicros())).toArray();
    ClipTimes times = ClipTimes.of(stamps, USUAL_STEP);
    long bytes = AtomicFile.write(file, path -> new Muxing(path).run(clip, packets, times));
    Duration duration = Duration.ofMillis(times.duration() * 1000 / TICKS_PER_SECOND);
    return new Written(file, bytes, duration);
  }

  /** Pictures shown before the first key frame refer to one that is not here. */
  private static List<EncodedPacket> playable(List<EncodedPacket> packets) {
    return packets.stream().filter(p -> p.mediaMicros() >= packets.get(0).mediaMicros()).toList();
  }

  private static long ticks(long micros) {
    return micros * (TICKS_PER_SECOND / 10_000) / 100;
  }

  /** One file being written. */
  private static final class Muxing {

    private final Path path;
    private final AVRational ticks = av_make_q(1, TICKS_PER_SECOND);

    private Muxing(Path path) {
      this.path = path;
    }

    void run(Clip clip, List<EncodedPacket> packets, ClipTimes times) throws IOException {
      AVFormatContext context = new AVFormatContext(null);
      // The muxer opens the file again by this name when it moves the index to the front.
      String url = "file:" + path;
      check(avformat_alloc_output_context2(context, (AVOutputFormat) null, "mp4", url));
      try {
        AVIOContext io = new AVIOContext(null);
        check(avio_open(io, url, AVIO_FLAG_WRITE));
        context.pb(io);
        AVStream stream = describe(context, clip);
        writeHeader(context);
        for (int i = 0; i < packets.size(); i++) {
          write(context, stream, packets.get(i), times, i);
        }
        check(av_write_trailer(context));
      } finally {
        if (context.pb() != null) {
          avio_closep(context.pb());
        }
        avformat_free_context(context);
      }
    }

    private AVStream describe(AVFormatContext context, Clip clip) throws IOException {
      AVStream stream = avformat_new_stream(context, (AVCodec) null);
      check(avcodec_parameters_copy(stream.codecpar(), clip.parameters()));
      // Browsers know H.265 by this tag only; 0 lets the muxer choose.
      stream.codecpar().codec_tag(clip.parameters().codec_id() == AV_CODEC_ID_HEVC ? HVC1 : 0);
      stream.time_base(ticks);
      return stream;
    }

    private void writeHeader(AVFormatContext context) throws IOException {
      AVDictionary options = new AVDictionary(null);
      try {
        av_dict_set(options, "movflags", "+faststart", 0);
        check(avformat_write_header(context, options));
      } finally {
        av_dict_free(options);
      }
    }

    private void write(
        AVFormatContext context, AVStream stream, EncodedPacket from, ClipTimes times, int i)
        throws IOException {
      AVPacket packet = av_packet_alloc();
      try {
        check(av_packet_ref(packet, from.packet()));
        boolean last = i == times.decoding().length - 1;
        packet
            .stream_index(0)
            .flags(from.key() ? AV_PKT_FLAG_KEY : 0)
            .pts(times.presentation()[i])
            .dts(times.decoding()[i])
            .duration(
                last
                    ? times.duration() - times.presentation()[i]
                    : times.decoding()[i + 1] - times.decoding()[i]);
        av_packet_rescale_ts(packet, ticks, stream.time_base());
        check(av_write_frame(context, packet));
      } finally {
        av_packet_free(packet);
      }
    }

    private static void check(int code) throws IOException {
      if (code < 0) {
        throw new IOException(Ffmpeg.text(code));
      }
    }
  }
}
