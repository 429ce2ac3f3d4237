package io.cityward.testkit;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.cityward.core.CityException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Makes JPEGs of a clip's pictures. Used by one thread, then closed. */
final class JpegMaker implements AutoCloseable {

  private final Path clip;
  private final AVCodecContext decoder;
  private final AVCodecContext encoder;
  private final AVFrame frame = av_frame_alloc();
  private final AVPacket jpeg = av_packet_alloc();
  private final List<byte[]> jpegs = new ArrayList<>();
  private final double share;
  private int seen;

  private JpegMaker(Path clip, int codecId, double share) {
    this.clip = clip;
    this.share = share;
    decoder = avcodec_alloc_context3(avcodec_find_decoder(codecId));
    decoder.thread_count(1);
    encoder = avcodec_alloc_context3(avcodec_find_encoder(AV_CODEC_ID_MJPEG));
  }

  /** So many pictures of each second of the clip, or all if it has fewer. */
  static List<byte[]> jpegs(Path clip, double perSecond) {
    Clip figures = Clip.open(clip);
    try (Demuxer demuxer = new Demuxer(clip);
        JpegMaker maker =
            new JpegMaker(clip, demuxer.codecId(), perSecond / figures.framesPerSecond())) {
      demuxer.toByteStream(figures.codec());
      maker.check(avcodec_open2(maker.decoder, null, (AVDictionary) null));
      for (AVPacket packet = demuxer.next(); packet != null; packet = demuxer.next()) {
        maker.decode(packet);
      }
      maker.decode(null);
      return maker.jpegs;
    }
  }

  private void decode(AVPacket packet) {
    check(avcodec_send_packet(decoder, packet));
    while (avcodec_receive_frame(decoder, frame) >= 0) {
      boolean wanted = (int) (seen * share) != (int) ((seen + 1) * share) || share >= 1;
      seen++;
      if (wanted) {
        encode();
      }
    }
  }

  private void encode() {
    if (jpegs.isEmpty()) {
      encoder.width(frame.width()).height(frame.height()).pix_fmt(frame.format());
      encoder.time_base().num(1).den(25);
      encoder.color_range(AVCOL_RANGE_JPEG);
      check(avcodec_open2(encoder, null, (AVDictionary) null));
    }
    // Its dark and bright end are a little off by this, which nobody measures.
    frame.color_range(AVCOL_RANGE_JPEG);
    frame.pts(jpegs.size());
    check(avcodec_send_frame(encoder, frame));
    check(avcodec_receive_packet(encoder, jpeg));
    byte[] bytes = new byte[jpeg.size()];
    jpeg.data().get(bytes);
    jpegs.add(bytes);
    av_packet_unref(jpeg);
  }

  private void check(int result) {
    if (result < 0) {
      throw CityException.invalid("clip", clip, "video that FFmpeg can make JPEGs of");
    }
  }

  @Override
  public void close() {
    avcodec_free_context(decoder);
    avcodec_free_context(encoder);
    av_frame_free(frame);
    av_packet_free(jpeg);
  }
}
