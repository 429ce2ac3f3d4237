package io.cityward.testkit;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_NOFILE;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open2;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import io.cityward.core.CityException;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Writes the packets of a clip as they are in another container, any number of passes with time
 * going on. Used by one thread, then closed.
 */
final class Remuxer implements AutoCloseable {

  /** Asked before each packet. */
  interface Pace {

    /**
     * @param nanos when the packet is due since the first pass began
     * @return whether to go on
     */
    boolean next(long nanos);
  }

  private static final AVRational NANOS = new AVRational().num(1).den(1_000_000_000);

  private final Path file;
  private final AVFormatContext in = new AVFormatContext(null);
  private final AVFormatContext out = new AVFormatContext(null);
  private final AVPacket packet = av_packet_alloc();
  private boolean headed;
  private long passedNanos;

  /**
   * @throws CityException if FFmpeg cannot read the clip
   */
  Remuxer(Path file) {
    this.file = file;
    int opened = avformat_open_input(in, file.toString(), null, (AVDictionary) null);
    if (opened < 0 || avformat_find_stream_info(in, (AVDictionary) null) < 0) {
      close();
      throw CityException.invalid("clip", file, "a video file that FFmpeg can read");
    }
  }

  /**
   * For a muxer that opens its own files.
   *
   * @throws CityException if the format does not carry what is in the clip
   */
  void openFile(String format, Path target, Map<String, String> options) {
    allocate(format, target.toString());
    head(options);
    if (!headed) {
      throw CityException.invalid("clip", file, "codecs that " + format + " carries");
    }
  }

  /**
   * For a muxer that writes to one address; waits until that is open.
   *
   * @return whether it is
   */
  boolean openAddress(
      String format, String url, AVIOInterruptCB interrupt, Map<String, String> options) {
    allocate(format, url);
    AVIOContext io = new AVIOContext(null);
    AVDictionary dictionary = dictionary(options);
    int opened = avio_open2(io, url, AVIO_FLAG_WRITE, interrupt, dictionary);
    av_dict_free(dictionary);
    if (opened < 0) {
      return false;
    }
    out.pb(io);
    head(Map.of());
    return headed;
  }

  /**
   * Goes through the clip once.
   *
   * @return whether it came to the end: false if the pace or whoever reads wants no more
   */
  boolean pass(Pace pace) {
    av_seek_frame(in, -1, 0, AVSEEK_FLAG_BACKWARD);
    long longest = 0;
    while (av_read_frame(in, packet) >= 0) {
      AVStream from = in.streams(packet.stream_index());
      AVStream to = out.streams(packet.stream_index());
      long nanos = av_rescale_q(packet.dts(), from.time_base(), NANOS);
      long span = av_rescale_q(packet.duration(), from.time_base(), NANOS);
      longest = Math.max(longest, nanos + span);
      boolean more = pace.next(passedNanos + nanos);
      shift(from);
      av_packet_rescale_ts(packet, from.time_base(), to.time_base());
      packet.pos(-1);
      boolean written = more && av_write_frame(out, packet) >= 0;
      av_packet_unref(packet);
      if (!written) {
        return false;
      }
    }
    passedNanos += longest;
    return true;
  }

  /** Ends it properly. */
  void end() {
    if (headed) {
      headed = false;
      av_write_trailer(out);
    }
  }

  @Override
  public void close() {
    av_packet_free(packet);
    if (!out.isNull()) {
      if (out.pb() != null && (out.oformat().flags() & AVFMT_NOFILE) == 0) {
        avio_closep(out.pb());
      }
      avformat_free_context(out);
    }
    avformat_close_input(in);
  }

  private void allocate(String format, String target) {
    avformat_alloc_output_context2(out, null, format, target);
    for (int i = 0; i < in.nb_streams(); i++) {
      AVStream stream = avformat_new_stream(out, null);
      avcodec_parameters_copy(stream.codecpar(), in.streams(i).codecpar());
      stream.codecpar().codec_tag(0);
      stream.time_base(in.streams(i).time_base());
    }
  }

  private void head(Map<String, String> options) {
    AVDictionary dictionary = dictionary(options);
    headed = avformat_write_header(out, dictionary) >= 0;
    av_dict_free(dictionary);
  }

  private void shift(AVStream from) {
    long ticks = av_rescale_q(passedNanos, NANOS, from.time_base());
    packet.pts(packet.pts() + ticks);
    packet.dts(packet.dts() + ticks);
  }

  private static AVDictionary dictionary(Map<String, String> options) {
    AVDictionary dictionary = new AVDictionary(null);
    options.forEach((name, value) -> av_dict_set(dictionary, name, value, 0));
    return dictionary;
  }
}
