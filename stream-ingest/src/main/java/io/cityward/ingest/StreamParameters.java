package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_NEW_EXTRADATA;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_get_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_send_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_get_side_data;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_ref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVBSFContext;
import org.bytedeco.ffmpeg.avcodec.AVBitStreamFilter;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;

/** What a player must know before the first packet: codec and parameter sets. */
final class StreamParameters {

  private StreamParameters() {}

  /** Whether packets of the one stream can be played as packets of the other. */
  static boolean same(AVCodecParameters a, AVCodecParameters b) {
    return a.codec_id() == b.codec_id() && Arrays.equals(extradata(a), extradata(b));
  }

  /**
   * Cameras that do not announce their parameter sets (SPS, PPS) in the SDP send them with each key
   * frame: takes them from there, if they are missing.
   */
  static void complete(AVCodecParameters parameters, AVPacket key) {
    if (parameters.extradata_size() > 0) {
      return;
    }
    AVBitStreamFilter filter = av_bsf_get_by_name("extract_extradata");
    AVBSFContext context = new AVBSFContext(null);
    if (filter == null || av_bsf_alloc(filter, context) < 0) {
      return;
    }
    AVPacket packet = av_packet_alloc();
    try {
      avcodec_parameters_copy(context.par_in(), parameters);
      // Of a codec without parameter sets the filter refuses to know anything.
      if (av_bsf_init(context) >= 0
          && av_packet_ref(packet, key) >= 0
          && av_bsf_send_packet(context, packet) >= 0
          && av_bsf_receive_packet(context, packet) >= 0) {
        adopt(parameters, packet);
      }
    } finally {
      av_packet_free(packet);
      av_bsf_free(context);
    }
  }

  private static void adopt(AVCodecParameters parameters, AVPacket packet) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      BytePointer found = av_packet_get_side_data(packet, AV_PKT_DATA_NEW_EXTRADATA, size);
      if (found == null || found.isNull()) {
        return;
      }
      // FFmpeg frees it with the parameters, and reads beyond its end up to the padding.
      long length = size.get();
      BytePointer copy = new BytePointer(av_mallocz(length + AV_INPUT_BUFFER_PADDING_SIZE));
      Pointer.memcpy(copy, found, length);
      parameters.extradata(copy).extradata_size((int) length);
    }
  }

  static byte[] extradata(AVCodecParameters parameters) {
    byte[] bytes = new byte[parameters.extradata_size()];
    if (bytes.length > 0) {
      parameters.extradata().get(bytes);
    }
    return bytes;
  }
}
