package io.cityward.app.bench;

import io.cityward.app.bench.ScenePlan.Size;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.ingest.H264Copy;
import io.cityward.testkit.BundledClips;
import io.cityward.testkit.facade.FacadeFilm;
import io.cityward.testkit.facade.FilmFile;
import io.cityward.testkit.facade.Nuisances;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Clips to measure scenes with, H.264 by our own encoder with a key frame every 2 s: drawn façades,
 * and the bundled campus clip in another size. Made once, then kept.
 */
record SceneFilms(Path folder) {

  static final double FRAMES_PER_SECOND = 25;
  private static final double SECONDS = 4;
  private static final long LARGE = 4_000_000;

  /** A house front with a sensor's noise; with a tree before its left half, or without. */
  Path facade(Size size, boolean tree) {
    String name = (tree ? "tree-" : "facade-") + size + "-v1.mp4";
    return kept(
        name,
        (work, clip) -> {
          FacadeFilm film = new FacadeFilm(size.width(), size.height(), FRAMES_PER_SECOND, 1);
          if (tree) {
            film.with(Nuisances.foliage(film, 0.5, 1));
          }
          Path drawn = work.resolve("drawn.y4m");
          boolean large = (long) size.width() * size.height() > LARGE;
          FilmFile.write(film, large ? SECONDS / 2 : SECONDS, drawn);
          H264Copy.write(drawn, clip, size.width(), size.height());
        });
  }

  /** Pedestrians and two standing vehicles, blown up or shrunk. */
  Path street(Size size) {
    return kept(
        String.format(Locale.ROOT, "campus-%s-v1.mp4", size),
        (work, clip) -> {
          Path campus = BundledClips.extract(BundledClips.CAMPUS, work);
          H264Copy.write(campus, clip, size.width(), size.height());
        });
  }

  private interface Making {
    void make(Path work, Path clip) throws IOException;
  }

  private Path kept(String name, Making making) {
    Path kept = folder.resolve("bench-scenes-" + name);
    if (Files.isRegularFile(kept)) {
      return kept;
    }
    try {
      Files.createDirectories(folder);
      Path work = Files.createTempDirectory("cityward-bench");
      try {
        making.make(work, kept);
      } finally {
        for (Path left : list(work)) {
          Files.delete(left);
        }
        Files.delete(work);
      }
      return kept;
    } catch (IOException e) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED, "clip " + kept + " cannot be made: " + e.getMessage(), e);
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (var inside = Files.list(folder)) {
      return inside.toList();
    }
  }
}
