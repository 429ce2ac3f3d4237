package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.presets.avutil;

/** What every caller of FFmpeg shares. */
final class Ffmpeg {

  static final int EAGAIN;

  /** AV_FRAME_FLAG_CORRUPT and AV_FRAME_FLAG_KEY, which the bindings leave out. */
  private static final int FRAME_FLAG_CORRUPT = 1;

  private static final int FRAME_FLAG_KEY = 1 << 1;

  static {
    // FFmpeg logs URLs with their passwords.
    av_log_set_level(AV_LOG_QUIET);
    // Only the call before loads the library.
    EAGAIN = avutil.AVERROR_EAGAIN();
  }

  private Ffmpeg() {}

  /** To be called before anything else of FFmpeg. */
  static void quiet() {
    // The static initialiser does it once.
  }

  /** The library's own words for an error code. */
  static String text(int code) {
    byte[] text = new byte[256];
    av_strerror(code, text, text.length);
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }

  static boolean isKey(AVFrame frame) {
    return (frame.flags() & FRAME_FLAG_KEY) != 0;
  }

  /** Whether the decoder had to invent something of it. */
  static boolean isDamaged(AVFrame frame) {
    return (frame.flags() & FRAME_FLAG_CORRUPT) != 0 || frame.decode_error_flags() != 0;
  }

  static long micros(long ticks, AVRational timeBase) {
    return Math.round(ticks * 1e6 * timeBase.num() / timeBase.den());
  }

  static double ratio(AVRational rational) {
    return rational.den() == 0 ? 0 : (double) rational.num() / rational.den();
  }
}
