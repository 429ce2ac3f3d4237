package io.cityward.testkit;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Plays a URL as an application on FFmpeg does, and decodes what comes. */
final class FfmpegPlayer implements AutoCloseable {

  /**
   * A picture out of the decoder.
   *
   * @param pts in 90 kHz ticks
   * @param corrupt whether the decoder had to conceal something
   */
  record Decoded(long pts, int width, int height, boolean corrupt) {}

  private final AVFormatContext format = new AVFormatContext(null);
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private AVCodecContext decoder;

  FfmpegPlayer(String url, String transport) throws IOException {
    AVDictionary options = new AVDictionary(null);
    av_dict_set(options, "rtsp_transport", transport, 0);
    // By RTMP, "timeout" would make a server of it.
    av_dict_set(options, url.startsWith("rtsp") ? "timeout" : "rw_timeout", "5000000", 0);
    // Of the stream's time, spent on finding out what the tests know.
    av_dict_set(options, "analyzeduration", "500000", 0);
    int opened = avformat_open_input(format, url, null, options);
    av_dict_free(options);
    if (opened < 0) {
      throw new IOException("FFmpeg cannot open it: " + opened);
    }
    if (avformat_find_stream_info(format, (AVDictionary) null) < 0 || format.nb_streams() == 0) {
      throw new IOException("FFmpeg finds no stream in it");
    }
    var parameters = format.streams(0).codecpar();
    AVCodec codec = avcodec_find_decoder(parameters.codec_id());
    decoder = avcodec_alloc_context3(codec);
    avcodec_parameters_to_context(decoder, parameters);
    decoder.thread_count(1);
    if (avcodec_open2(decoder, codec, (AVDictionary) null) < 0) {
      throw new IOException("FFmpeg cannot decode it");
    }
  }

  /** What it found in the stream. */
  String tracks() {
    List<String> tracks = new ArrayList<>();
    for (int i = 0; i < format.nb_streams(); i++) {
      var parameters = format.streams(i).codecpar();
      tracks.add(
          avcodec_get_name(parameters.codec_id()).getString()
              + (parameters.codec_type() == AVMEDIA_TYPE_VIDEO
                  ? " " + parameters.width() + "x" + parameters.height()
                  : " " + parameters.sample_rate() + " Hz"));
    }
    return String.join(", ", tracks);
  }

  /** The next pictures, in the order of showing; fewer if the stream ends. */
  List<Decoded> play(int most) {
    List<Decoded> pictures = new ArrayList<>();
    while (pictures.size() < most) {
      boolean more = av_read_frame(format, packet) >= 0;
      if (!more || packet.stream_index() == 0) {
        avcodec_send_packet(decoder, more ? packet : null);
      }
      av_packet_unref(packet);
      while (pictures.size() < most && avcodec_receive_frame(decoder, frame) >= 0) {
        boolean corrupt = (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0;
        boolean broken = corrupt || frame.decode_error_flags() != 0;
        pictures.add(new Decoded(frame.pts(), frame.width(), frame.height(), broken));
      }
      if (!more) {
        break;
      }
    }
    return pictures;
  }

  @Override
  public void close() {
    avcodec_free_context(decoder);
    av_frame_free(frame);
    av_packet_free(packet);
    avformat_close_input(format);
  }
}
