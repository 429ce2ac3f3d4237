package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_count_planes;

import java.time.Duration;
import java.time.Instant;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Pointer;

/** Frames of one grey, made without a decoder. */
final class Pictures {

  private Pictures() {}

  static Frame grey(int width, int height, int luma) {
    return grey(width, height, AV_PIX_FMT_YUV420P, luma);
  }

  static Frame grey(int width, int height, int format, int luma) {
    return new Frame(yuv(width, height, format, luma), Duration.ZERO, Instant.EPOCH, true);
  }

  static AVFrame yuv(int width, int height, int format, int luma) {
    AVFrame frame = av_frame_alloc();
    frame.format(format).width(width).height(height);
    if (av_frame_get_buffer(frame, 0) < 0) {
      throw new OutOfMemoryError();
    }
    Pointer.memset(frame.data(0), luma, (long) frame.linesize(0) * height);
    int planes = av_pix_fmt_count_planes(format);
    for (int plane = 1; plane < planes; plane++) {
      Pointer.memset(frame.data(plane), 128, (long) frame.linesize(plane) * ((height + 1) / 2));
    }
    return frame;
  }
}
