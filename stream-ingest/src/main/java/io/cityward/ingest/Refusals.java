package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_BAD_REQUEST;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_FORBIDDEN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_OTHER_4XX;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_SERVER_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_UNAUTHORIZED;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;

import io.cityward.ingest.SourceState.Kind;
import java.time.Duration;
import java.util.Locale;

/** From FFmpeg's error codes to the state of a source, in words for an operator. */
final class Refusals {

  private Refusals() {}

  /** Why a stream did not open in time. */
  static SourceFailure ofWaiting(StreamUrl url, Duration timeout) {
    return new SourceFailure(
        Kind.STALLED, url.masked() + " did not answer within " + seconds(timeout));
  }

  /** Why a stream did not open. */
  static SourceFailure ofOpening(int code, StreamUrl url) {
    if (code == AVERROR_HTTP_UNAUTHORIZED) {
      String why = url.hasCredentials() ? "refuses this user and password" : "asks for a password";
      return new SourceFailure(Kind.UNAUTHORISED, url.masked() + " " + why + " (401)");
    }
    if (code == AVERROR_HTTP_FORBIDDEN) {
      return refused(url, "this user may not see this stream (403)");
    }
    if (code == AVERROR_HTTP_NOT_FOUND) {
      return refused(url, "no such stream on this camera (404)");
    }
    if (code == AVERROR_HTTP_BAD_REQUEST || code == AVERROR_HTTP_OTHER_4XX) {
      return refused(url, "the camera refuses the request (4xx)");
    }
    if (code == AVERROR_HTTP_SERVER_ERROR) {
      return refused(url, "the camera reports an error of its own (5xx)");
    }
    if (code == AVERROR_INVALIDDATA) {
      return new SourceFailure(
          Kind.UNSUPPORTED,
          url.masked()
              + (url.protocol().isRtsp()
                  ? " answers, but not as an RTSP camera does"
                  : " answers, but not with a video stream"));
    }
    return ofConnection(code, url);
  }

  /** Why a stream that was live has ended. */
  static SourceFailure ofReading(int code, StreamUrl url) {
    if (code == AVERROR_EOF) {
      return new SourceFailure(Kind.BACKING_OFF, "the camera ended the stream");
    }
    return ofConnection(code, url);
  }

  private static SourceFailure ofConnection(int code, StreamUrl url) {
    String text = Ffmpeg.text(code).toLowerCase(Locale.ROOT);
    // The numbers of these differ between systems, their names do not.
    if (text.contains("refused")) {
      return refused(url, "nobody listens there (connection refused)");
    }
    if (text.contains("no route") || text.contains("unreachable")) {
      return refused(url, "not reachable (" + text + ")");
    }
    if (text.contains("timed out")) {
      return new SourceFailure(Kind.STALLED, url.masked() + " does not answer");
    }
    if (code == AVERROR_EOF || text.contains("reset") || text.contains("pipe")) {
      return new SourceFailure(Kind.BACKING_OFF, url.masked() + " closed the connection");
    }
    return new SourceFailure(Kind.BACKING_OFF, url.masked() + " failed: " + text);
  }

  private static SourceFailure refused(StreamUrl url, String why) {
    return new SourceFailure(Kind.REFUSED, url.masked() + ": " + why);
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
