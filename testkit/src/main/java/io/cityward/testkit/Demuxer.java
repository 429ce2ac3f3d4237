package io.cityward.testkit;

import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_get_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_send_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import io.cityward.core.CityException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVBSFContext;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;

/** FFmpeg's demuxer for the first video track of one file. Used by one thread, then closed. */
final class Demuxer implements AutoCloseable {

  private final Path file;
  private final AVFormatContext format = new AVFormatContext(null);
  private final AVBSFContext filter = new AVBSFContext(null);
  private final AVPacket packet;
  private final AVStream stream;
  private final AVRational ticks = new AVRational().num(1).den(Clip.TICKS_PER_SECOND);

  private long packets;
  private long position;

  Demuxer(Path file) {
    this.file = file;
    check(
        avformat_open_input(format, file.toString(), null, (AVDictionary) null),
        "a video file that FFmpeg can read");
    packet = av_packet_alloc();
    try {
      check(avformat_find_stream_info(format, (AVDictionary) null), "a readable video track");
      int index = av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
      if (index < 0) {
        throw CityException.invalid("clip", file, "a file with a video track");
      }
      stream = format.streams(index);
    } catch (CityException e) {
      close();
      throw e;
    }
  }

  int codecId() {
    return stream.codecpar().codec_id();
  }

  int width() {
    return stream.codecpar().width();
  }

  int height() {
    return stream.codecpar().height();
  }

  /** From here on packets are byte streams with start codes, however the file stores them. */
  void toByteStream(VideoCodec codec) {
    String name = codec == VideoCodec.H264 ? "h264_mp4toannexb" : "hevc_mp4toannexb";
    String expected = "parameter sets that can be read";
    check(av_bsf_alloc(av_bsf_get_by_name(name), filter), expected);
    check(avcodec_parameters_copy(filter.par_in(), stream.codecpar()), expected);
    filter.time_base_in(stream.time_base());
    check(av_bsf_init(filter), expected);
  }

  /** The parameter sets as a byte stream; empty when the file has none outside the pictures. */
  byte[] extradata() {
    BytePointer data = filter.par_out().extradata();
    byte[] bytes = new byte[filter.par_out().extradata_size()];
    if (bytes.length > 0) {
      data.get(bytes);
    }
    return bytes;
  }

  /**
   * The next packet of the track, valid until the next call; null at the end.
   *
   * @throws CityException if the file is damaged here
   */
  AVPacket next() {
    do {
      av_packet_unref(packet);
      int read = av_read_frame(format, packet);
      if (read == AVERROR_EOF) {
        return endedBroken() ? failed("the file ends inside its data") : null;
      }
      if (read < 0) {
        return failed(reason(read));
      }
    } while (packet.stream_index() != stream.index());
    packets++;
    position = packet.pos();
    int sent = av_bsf_send_packet(filter, packet);
    int received = sent < 0 ? sent : av_bsf_receive_packet(filter, packet);
    return received < 0 ? failed(reason(received)) : packet;
  }

  /** When the packet's picture is shown, in 90 kHz ticks. */
  long ticks(AVPacket packet) {
    boolean ordered = stream.codecpar().video_delay() == 0;
    if (packet.pts() != AV_NOPTS_VALUE) {
      return av_rescale_q(packet.pts(), stream.time_base(), ticks);
    }
    if (ordered && packet.dts() != AV_NOPTS_VALUE) {
      return av_rescale_q(packet.dts(), stream.time_base(), ticks);
    }
    AVRational rate = stream.avg_frame_rate();
    if (ordered && rate.num() > 0) {
      return (packets - 1) * Clip.TICKS_PER_SECOND * rate.den() / rate.num();
    }
    throw CityException.invalid(
        "clip", file, "time stamps for its B-frames, as MP4 and Matroska store them");
  }

  CityException damaged(String reason) {
    String where = "packet " + packets + (position < 0 ? "" : " at byte " + position);
    return CityException.invalid(
        "clip", file, "an undamaged file; it is damaged at " + where + ": " + reason);
  }

  private AVPacket failed(String reason) {
    throw damaged(reason);
  }

  private boolean endedBroken() {
    return format.pb() != null && format.pb().error() < 0 && format.pb().error() != AVERROR_EOF;
  }

  private void check(int result, String expected) {
    if (result < 0) {
      throw CityException.invalid("clip", file, expected + "; FFmpeg says: " + reason(result));
    }
  }

  private static String reason(int error) {
    byte[] text = new byte[128];
    av_strerror(error, text, text.length);
    return new String(text, StandardCharsets.UTF_8).trim();
  }

  @Override
  public void close() {
    av_packet_free(packet);
    if (!filter.isNull()) {
      av_bsf_free(filter);
    }
    avformat_close_input(format);
    ticks.close();
  }
}
