package io.cityward.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Decodes one frame of a clip whose first stream is video. */
public final class ClipFrame {

  private ClipFrame() {}

  public static MatPicture read(Path clip, int number) {
    AVFormatContext format = new AVFormatContext(null);
    assertThat(avformat_open_input(format, clip.toString(), null, null)).isZero();
    var parameters = format.streams(0).codecpar();
    assertThat(parameters.codec_type()).isEqualTo(AVMEDIA_TYPE_VIDEO);
    AVCodecContext codec = avcodec_alloc_context3(null);
    avcodec_parameters_to_context(codec, parameters);
    avcodec_open2(codec, avcodec_find_decoder(codec.codec_id()), (AVDictionary) null);
    AVPacket packet = av_packet_alloc();
    AVFrame frame = av_frame_alloc();
    try {
      int seen = -1;
      while (seen < number && av_read_frame(format, packet) >= 0) {
        avcodec_send_packet(codec, packet);
        av_packet_unref(packet);
        while (seen < number && avcodec_receive_frame(codec, frame) >= 0) {
          seen++;
        }
      }
      assertThat(seen).as("frame of %s", clip).isEqualTo(number);
      return bgr(frame);
    } finally {
      av_frame_free(frame);
      av_packet_free(packet);
      avcodec_free_context(codec);
      avformat_close_input(format);
    }
  }

  private static MatPicture bgr(AVFrame frame) {
    int width = frame.width();
    int height = frame.height();
    Mat mat = new Mat(height, width, CV_8UC3);
    SwsContext scaler =
        sws_getContext(
            width,
            height,
            frame.format(),
            width,
            height,
            AV_PIX_FMT_BGR24,
            SWS_BILINEAR,
            null,
            null,
            (DoublePointer) null);
    // The scaler reads four of each, whatever the format.
    try (PointerPointer<BytePointer> planes = new PointerPointer<>(4L);
        IntPointer strides = new IntPointer((int) mat.step(), 0, 0, 0)) {
      planes.zero();
      planes.put(0, mat.data());
      sws_scale(scaler, frame.data(), frame.linesize(), 0, height, planes, strides);
    } finally {
      sws_freeContext(scaler);
    }
    return new MatPicture(mat);
  }
}
