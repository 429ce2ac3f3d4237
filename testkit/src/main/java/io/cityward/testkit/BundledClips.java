package io.cityward.testkit;

import io.cityward.core.CityException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The clips that come with Cityward; {@code testkit/make-clips.sh} makes them. {@code campus}
 * (768x576, 10 fps, 79.5 s) is the demo's camera; those of moving boxes (640x360, 25 fps, 6 s) are
 * for tests. Every clip has a key frame each 2 s.
 */
public final class BundledClips {

  public static final String CAMPUS = "campus";
  public static final String BOXES_H264 = "boxes-h264";
  public static final String BOXES_H264_B_FRAMES = "boxes-h264-bframes";
  public static final String BOXES_H265 = "boxes-h265";

  /** 352x288. */
  public static final String BOXES_H264_SMALL = "boxes-h264-small";

  /** With a tone: AAC, 16 kHz, mono. */
  public static final String BOXES_H264_AUDIO = "boxes-h264-audio";

  /** Nothing moves (640x360, 25 fps, 4 s). */
  public static final String STILL_H264 = "still-h264";

  /** The tone alone (2 s): no video, so that no camera can play it. */
  public static final String TONE = "tone";

  private static final List<String> NAMES =
      List.of(
          CAMPUS,
          BOXES_H264,
          BOXES_H264_B_FRAMES,
          BOXES_H265,
          BOXES_H264_SMALL,
          BOXES_H264_AUDIO,
          STILL_H264,
          TONE);

  private BundledClips() {}

  public static List<String> names() {
    return NAMES;
  }

  /**
   * Writes a clip as {@code NAME.mp4} into a directory, which is made if it is not there. A file of
   * that name is replaced.
   *
   * @throws CityException if there is no such clip
   */
  public static Path extract(String name, Path directory) {
    if (!NAMES.contains(name)) {
      throw CityException.invalid("clip", name, "one of " + String.join(", ", NAMES));
    }
    Path file = directory.resolve(name + ".mp4");
    try (InputStream clip = BundledClips.class.getResourceAsStream("clips/" + name + ".mp4")) {
      Files.createDirectories(directory);
      Files.copy(clip, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("could not write the bundled clip to " + file, e);
    }
  }
}
