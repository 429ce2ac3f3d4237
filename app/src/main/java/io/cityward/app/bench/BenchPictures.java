package io.cityward.app.bench;

import io.cityward.core.Picture;
import io.cityward.ingest.DecodePolicy;
import io.cityward.ingest.Frame;
import io.cityward.ingest.FrameSequence;
import io.cityward.testkit.BundledClips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Key frames of the bundled campus clip, decoded once and kept as the decoder left them. */
final class BenchPictures implements AutoCloseable {

  private static final int COUNT = 20;

  private final List<Frame> frames = new ArrayList<>();

  private BenchPictures() {}

  static BenchPictures decode() throws IOException {
    Path folder = Files.createTempDirectory("cityward-bench");
    BenchPictures pictures = new BenchPictures();
    try {
      Path clip = BundledClips.extract(BundledClips.CAMPUS, folder);
      try (FrameSequence frames = FrameSequence.ofClip(clip, DecodePolicy.KEY_FRAMES)) {
        for (int i = 0; i < COUNT; i++) {
          pictures.frames.add(frames.next());
        }
      }
      Files.delete(clip);
    } finally {
      Files.delete(folder);
    }
    return pictures;
  }

  /** One after the other, and again from the first. */
  Picture picture(long number) {
    return frames.get((int) (number % COUNT));
  }

  @Override
  public void close() {
    frames.forEach(Frame::close);
  }
}
