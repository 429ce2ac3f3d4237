package io.cityward.ingest;

import java.util.LinkedHashMap;
import java.util.Map;

/** What FFmpeg is told for each protocol. Times are in microseconds. */
final class FfmpegOptions {

  private FfmpegOptions() {}

  static Map<String, String> of(StreamUrl url, SessionSettings settings) {
    Map<String, String> options = new LinkedHashMap<>();
    switch (url.protocol()) {
      case RTSP, RTSPS -> rtsp(options, settings);
      case RTMP, RTMPS -> rtmp(options, settings);
      case HTTP, HTTPS -> http(options, settings);
      case FILE -> options.put("protocol_whitelist", "file");
    }
    if (url.protocol().isEncrypted()) {
      options.putAll(settings.trust().options());
    }
    return options;
  }

  private static void rtsp(Map<String, String> options, SessionSettings settings) {
    boolean auto = settings.transport() == Transport.AUTO;
    options.put("rtsp_transport", settings.transport().option());
    options.put("rtsp_flags", auto ? "prefer_tcp" : "0");
    // Audio is not even set up.
    options.put("allowed_media_types", "video");
    // A second line of defence: the deadline cuts in first.
    options.put("timeout", twiceTheSilence(settings));
  }

  /** Not {@code timeout}, which makes FFmpeg wait for somebody to call. */
  private static void rtmp(Map<String, String> options, SessionSettings settings) {
    options.put("rtmp_live", "live");
    options.put("rw_timeout", twiceTheSilence(settings));
    shortLook(options);
  }

  private static void http(Map<String, String> options, SessionSettings settings) {
    options.put("rw_timeout", twiceTheSilence(settings));
    options.put("user_agent", "Cityward");
    // A playlist may name other places, but none on this machine's disk.
    options.put("protocol_whitelist", "http,https,tcp,tls,hls,crypto,httpproxy");
    options.put("format_whitelist", "hls,mpjpeg,mjpeg,mpegts,flv,mov,matroska,h264,hevc,webvtt");
    // Nearly the newest segment; the newest one may not be whole yet.
    options.put("live_start_index", "-2");
    shortLook(options);
  }

  /** How much is read to learn what the stream is: not the five seconds that FFmpeg likes. */
  private static void shortLook(Map<String, String> options) {
    options.put("analyzeduration", "1500000");
    options.put("probesize", "2000000");
    options.put("fpsprobesize", "0");
  }

  private static String twiceTheSilence(SessionSettings settings) {
    return Long.toString(settings.longestSilence().toNanos() / 500);
  }
}
