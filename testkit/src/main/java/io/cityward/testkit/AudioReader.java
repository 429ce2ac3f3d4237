package io.cityward.testkit;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;

/** Takes the sound out of a file that has been found to be a readable clip. */
final class AudioReader {

  private AudioReader() {}

  /** Empty if it has none, or none in AAC with its configuration in the file's head. */
  static Optional<AudioTrack> read(Path file) {
    AVFormatContext format = new AVFormatContext(null);
    if (avformat_open_input(format, file.toString(), null, (AVDictionary) null) < 0) {
      return Optional.empty();
    }
    try {
      int index = av_find_best_stream(format, AVMEDIA_TYPE_AUDIO, -1, -1, (AVCodec) null, 0);
      if (index < 0) {
        return Optional.empty();
      }
      AVCodecParameters parameters = format.streams(index).codecpar();
      if (parameters.codec_id() != AV_CODEC_ID_AAC || parameters.extradata_size() == 0) {
        return Optional.empty();
      }
      return Optional.of(
          new AudioTrack(
              parameters.sample_rate(),
              parameters.ch_layout().nb_channels(),
              copy(parameters.extradata(), parameters.extradata_size()),
              frames(format, index)));
    } finally {
      avformat_close_input(format);
    }
  }

  private static List<ByteBuf> frames(AVFormatContext format, int index) {
    List<ByteBuf> frames = new ArrayList<>();
    AVPacket packet = av_packet_alloc();
    while (av_read_frame(format, packet) >= 0) {
      if (packet.stream_index() == index) {
        frames.add(copy(packet.data(), packet.size()));
      }
      av_packet_unref(packet);
    }
    av_packet_free(packet);
    return frames;
  }

  private static ByteBuf copy(BytePointer data, int size) {
    byte[] bytes = new byte[size];
    data.get(bytes);
    return Unpooled.wrappedBuffer(bytes).asReadOnly();
  }
}
