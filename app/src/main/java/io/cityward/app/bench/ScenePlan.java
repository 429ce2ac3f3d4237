package io.cityward.app.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What of the scenes is measured, and how.
 *
 * @param facades sizes of the drawn façades, each measured at rest and behind a tree
 * @param street size of the campus clip's pictures
 * @param films where the clips are kept that are made for it
 * @param models where the packs lie whose detections are recorded
 * @param span how long each thing is measured
 */
public record ScenePlan(List<Size> facades, Size street, Path films, Path models, Duration span) {

  /** Of a picture, pixels. */
  public record Size(int width, int height) {
    @Override
    public String toString() {
      return width + "x" + height;
    }
  }

  public ScenePlan {
    facades = List.copyOf(facades);
  }

  /** 720p, 1080p and 4K. */
  public static ScenePlan usual(Path models, Duration span) {
    return new ScenePlan(
        List.of(new Size(1280, 720), new Size(1920, 1080), new Size(3840, 2160)),
        new Size(1920, 1080),
        DefaultClip.cache(),
        models,
        span);
  }
}
