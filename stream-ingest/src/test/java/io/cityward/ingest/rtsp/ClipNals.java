package io.cityward.ingest.rtsp;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;

import io.cityward.ingest.rtsp.VideoFormat.Codec;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** The slices of pictures, as FFmpeg reads them out of a file and as a client receives them. */
final class ClipNals {

  private ClipNals() {}

  /** One entry per picture, in the file's order. */
  static List<List<ByteBuffer>> ofFile(Path mp4, Codec codec) {
    AVFormatContext context = new AVFormatContext(null);
    if (avformat_open_input(context, mp4.toString(), null, (AVDictionary) null) < 0) {
      throw new AssertionError("cannot read " + mp4);
    }
    AVPacket packet = av_packet_alloc();
    List<List<ByteBuffer>> pictures = new ArrayList<>();
    while (av_read_frame(context, packet) >= 0) {
      byte[] bytes = new byte[packet.size()];
      packet.data().get(bytes);
      pictures.add(slices(lengthPrefixed(ByteBuffer.wrap(bytes)), codec));
      av_packet_unref(packet);
    }
    av_packet_free(packet);
    avformat_close_input(context);
    return pictures;
  }

  static List<ByteBuffer> slicesOf(AccessUnit unit, Codec codec) {
    return slices(nals(unit), codec);
  }

  /** The unit's NAL units, copied, without start codes. */
  static List<ByteBuffer> nals(AccessUnit unit) {
    return nals(unit.data());
  }

  static List<ByteBuffer> nals(ByteBuffer annexB) {
    byte[] bytes = new byte[annexB.remaining()];
    annexB.duplicate().get(bytes);
    List<ByteBuffer> nals = new ArrayList<>();
    int begin = -1;
    for (int i = 0; i + 3 < bytes.length; i++) {
      if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 0 && bytes[i + 3] == 1) {
        if (begin >= 0) {
          nals.add(ByteBuffer.wrap(bytes, begin, i - begin).slice());
        }
        begin = i + 4;
      }
    }
    if (begin >= 0) {
      nals.add(ByteBuffer.wrap(bytes, begin, bytes.length - begin).slice());
    }
    return nals;
  }

  private static List<ByteBuffer> lengthPrefixed(ByteBuffer bytes) {
    List<ByteBuffer> nals = new ArrayList<>();
    while (bytes.remaining() > 4) {
      int length = bytes.getInt();
      nals.add(bytes.slice(bytes.position(), length));
      bytes.position(bytes.position() + length);
    }
    return nals;
  }

  private static List<ByteBuffer> slices(List<ByteBuffer> nals, Codec codec) {
    return nals.stream()
        .filter(
            nal -> {
              int header = codec == Codec.H264 ? nal.get(0) & 0xff : nal.getShort(0) & 0xffff;
              return codec.slice(codec.type(header));
            })
        .toList();
  }
}
