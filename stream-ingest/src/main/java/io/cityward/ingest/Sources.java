package io.cityward.ingest;

/** Which reader a camera's packets come by. */
final class Sources {

  private Sources() {}

  static PacketSource of(StreamUrl url, SessionSettings settings) {
    return switch (url.protocol()) {
      case FILE -> new FileSource(url);
      case RTSP, RTSPS -> ofRtsp(url, settings);
      case RTMP, RTMPS, HTTP, HTTPS -> new FfmpegSource(url, settings);
    };
  }

  private static PacketSource ofRtsp(StreamUrl url, SessionSettings settings) {
    return switch (settings.reader()) {
      case AUTO -> new RtspOrFfmpegSource(url, settings);
      case OWN -> new RtspSource(url, settings);
      case FFMPEG -> new FfmpegSource(url, settings);
    };
  }
}
