package io.cityward.app.bench;

import io.cityward.core.CityException;
import io.cityward.ingest.DecodePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A decode policy by its name on the command line, with what the FFmpeg program has to be told to
 * do the same work.
 */
public record BenchPolicy(String name, DecodePolicy policy) {

  private static final Pattern FPS =
      Pattern.compile("fps(?::(?<plain>[0-9.]{1,8})|\\((?<inside>[0-9.]{1,8})\\))");

  /**
   * @throws CityException INVALID unless it is {@code key-frames}, {@code fps:N} or {@code all}
   */
  public static BenchPolicy parse(String text) {
    String small = text.toLowerCase(Locale.ROOT);
    if (small.equals("key-frames") || small.equals("keyframes") || small.equals("key_frames")) {
      return new BenchPolicy("key-frames", DecodePolicy.KEY_FRAMES);
    }
    if (small.equals("all")) {
      return new BenchPolicy("all", DecodePolicy.ALL);
    }
    Matcher fps = FPS.matcher(small);
    if (!fps.matches()) {
      throw refused(text);
    }
    String rate = fps.group("plain") == null ? fps.group("inside") : fps.group("plain");
    try {
      return new BenchPolicy("fps:" + rate, new DecodePolicy.Fps(Double.parseDouble(rate)));
    } catch (NumberFormatException e) {
      throw refused(text);
    }
  }

  /** From one delivered frame of a camera to its next. */
  Duration interval(BenchClip clip) {
    if (policy instanceof DecodePolicy.KeyFrames) {
      return clip.keyInterval();
    }
    if (policy instanceof DecodePolicy.Fps fps && fps.value() < clip.framesPerSecond()) {
      return Duration.ofNanos(Math.round(1e9 / fps.value()));
    }
    return clip.frameInterval();
  }

  /** FFmpeg's options before the input. */
  List<String> decoding() {
    return policy instanceof DecodePolicy.KeyFrames ? List.of("-skip_frame", "nokey") : List.of();
  }

  /** FFmpeg's options after the input. */
  List<String> thinning() {
    return policy instanceof DecodePolicy.Fps fps
        ? List.of("-vf", "fps=" + fps.value())
        : List.of();
  }

  private static CityException refused(String text) {
    return CityException.invalid("--policy", text, "key-frames, fps:N or all");
  }
}
