package io.cityward.ingest;

/** Who reads a camera's RTSP. All other protocols are FFmpeg's. */
public enum Reader {
  /** Ours, and FFmpeg's for what ours does not know: codecs other than H.264 and H.265. */
  AUTO,
  /** Cityward's own, whatever the camera sends. */
  OWN,
  /** FFmpeg's. */
  FFMPEG
}
