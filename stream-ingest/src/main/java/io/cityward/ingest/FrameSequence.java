package io.cityward.ingest;

import io.cityward.core.CityException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** The frames of a file, as fast as they are asked for, in order of time. One thread at a time. */
public interface FrameSequence extends AutoCloseable {

  /**
   * The next frame, which the caller closes; null at the end.
   *
   * @throws CityException INVALID naming the file and the position of what cannot be read
   */
  Frame next();

  /** Of the pictures; fps as declared by the file, or as asked for with a still picture. */
  StreamInfo info();

  @Override
  void close();

  /** Whether the file is a still picture by its name (jpg, jpeg, png). */
  static boolean isStill(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".jpg") || name.endsWith(".jpeg") || name.endsWith(".png");
  }

  /** A clip (mp4, avi, gif, ...) with its own time stamps, from 0. */
  static FrameSequence ofClip(Path file, DecodePolicy policy) {
    return new ClipFrames(file, policy);
  }

  /** A still picture as a fixed camera would see it: so many frames per second, for so long. */
  static FrameSequence ofStill(Path file, Duration hold, double fps) {
    return new StillFrames(file, hold, fps);
  }
}
