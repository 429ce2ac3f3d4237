package io.cityward.scenes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cityward.ingest.DecodePolicy;
import io.cityward.ingest.Frame;
import io.cityward.ingest.FrameSequence;
import io.cityward.testkit.BundledClips;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks at real streets: of the bundled clip, and of those that lie beside some checkouts. */
public final class RealFootage {

  private static final Path SHARED = Path.of("..", "..", "shared", "data");

  private RealFootage() {}

  /** Pedestrians on a campus, two vehicles that stand. */
  public static List<Still> campus(Path folder, double framesPerSecond, int width) {
    return looks(BundledClips.extract(BundledClips.CAMPUS, folder), framesPerSecond, width);
  }

  /** Every clip of the shared folder; without it the test is skipped. */
  public static List<Path> sharedClips() throws java.io.IOException {
    Path folder = SHARED.resolve("video");
    assumeTrue(Files.isDirectory(folder), "skipped: there is no " + folder.toAbsolutePath());
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> !f.toString().endsWith(".json")).sorted().toList();
    }
  }

  public static List<Still> looks(Path clip, double framesPerSecond, int width) {
    List<Still> looks = new ArrayList<>();
    try (FrameSequence frames = FrameSequence.ofClip(clip, new DecodePolicy.Fps(framesPerSecond))) {
      while (keep(frames, looks, width)) {}
    }
    return looks;
  }

  private static boolean keep(FrameSequence frames, List<Still> looks, int width) {
    try (Frame frame = frames.next()) {
      return frame != null && looks.add(Still.of(frame, width));
    }
  }
}
