package io.cityward.app.bench;

import io.cityward.core.CityException;
import io.cityward.testkit.Clip;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * What all cameras of a measurement show.
 *
 * @param origin where it comes from, for the report
 * @param keyInterval from key frame to key frame, on average over one pass
 * @param bitRate bits per second
 */
public record BenchClip(
    Path file,
    String origin,
    String codec,
    int width,
    int height,
    double framesPerSecond,
    Duration duration,
    Duration keyInterval,
    long bitRate) {

  /**
   * Looks into the file; only what cameras could send passes.
   *
   * @throws CityException if it is not there, is damaged, or has a codec without RTSP here
   */
  public static BenchClip open(Path file, String origin) {
    Clip clip = Clip.open(file);
    return new BenchClip(
        file.toAbsolutePath(),
        origin,
        clip.codec().name(),
        clip.width(),
        clip.height(),
        clip.framesPerSecond(),
        clip.duration(),
        clip.duration().dividedBy(clip.keyFrames()),
        clip.bitRate());
  }

  Duration frameInterval() {
    return Duration.ofNanos(Math.round(1e9 / framesPerSecond));
  }

  /** For people. */
  String description() {
    return String.format(
        Locale.ROOT,
        "%s, %s %dx%d, %.4g fps, %.2f Mbit/s, a key frame every %.4g s",
        origin,
        codec,
        width,
        height,
        framesPerSecond,
        bitRate / 1e6,
        keyInterval.toNanos() / 1e9);
  }
}
