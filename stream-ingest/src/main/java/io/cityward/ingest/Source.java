package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import org.bytedeco.ffmpeg.avutil.AVComponentDescriptor;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/**
 * What is read of a frame: all of its planes or, for a grey target, some rows of the luma plane
 * alone, taken for a grey picture.
 *
 * @param rowStep every so-manieth row is read
 */
record Source(AVFrame frame, int format, int height, int rowStep) {

  /** For each row of the target; the mean of three by twelve pixels has little noise left. */
  private static final int ROWS_READ = 3;

  static Source of(AVFrame frame, Target target) {
    if (!target.grey() || !hasPlainLuma(frame.format())) {
      return new Source(frame, plain(frame.format()), frame.height(), 1);
    }
    int step = Math.max(1, frame.height() / (ROWS_READ * target.height()));
    return new Source(frame, AV_PIX_FMT_GRAY8, frame.height() / step, step);
  }

  int width() {
    return frame.width();
  }

  int stride(int plane) {
    return frame.linesize(plane) * rowStep;
  }

  /** Whether black is 0 and white 255, not 16 and 235. */
  boolean fullRange() {
    int stored = frame.format();
    return frame.color_range() == AVCOL_RANGE_JPEG
        || plain(stored) != stored
        || (stored == AV_PIX_FMT_GRAY8 && frame.color_range() != AVCOL_RANGE_MPEG);
  }

  /** FFmpeg's "J" formats are the plain ones in full range. */
  private static int plain(int format) {
    if (format == AV_PIX_FMT_YUVJ420P) {
      return AV_PIX_FMT_YUV420P;
    }
    if (format == AV_PIX_FMT_YUVJ422P) {
      return AV_PIX_FMT_YUV422P;
    }
    return format == AV_PIX_FMT_YUVJ444P ? AV_PIX_FMT_YUV444P : format;
  }

  /** Whether plane 0 holds luma alone, a byte per pixel: no RGB, no palette, no 10 bits. */
  private static boolean hasPlainLuma(int format) {
    AVPixFmtDescriptor pixels = av_pix_fmt_desc_get(format);
    AVComponentDescriptor luma = pixels.comp(0);
    return (pixels.flags() & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL)) == 0
        && luma.plane() == 0
        && luma.step() == 1
        && luma.offset() == 0
        && luma.depth() == 8;
  }
}
