package io.cityward.ingest;

/** Which reader a camera's packets come by. */
final class Sources {

  private Sources() {}

  static PacketSource of(StreamUrl url, SessionSettings settings) {
    return switch (url.protocol()) {
      case FILE -> new FileSource(url);
      case RTSP, RTSPS, RTMP, RTMPS, HTTP, HTTPS -> new FfmpegSource(url, settings);
    };
  }
}
