package io.cityward.app.bench;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.testkit.BundledClips;
import io.cityward.testkit.VideoCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The clip that is measured when none is given: 20 s of the bundled campus clip as a usual street
 * camera would send them, 1080p25 with a key frame every 2 s and a sensor's noise. Encoded once,
 * then kept.
 */
public final class DefaultClip {

  private record Encoder(String name, List<String> options) {}

  /** OpenH264 comes with our own FFmpeg; the other two are programs of the machine's. */
  private static final List<Encoder> H264 =
      List.of(
          new Encoder(
              "libopenh264",
              List.of("-profile:v", "high", "-coder", "cabac", "-b:v", "4M", "-maxrate", "4M")),
          new Encoder(
              "libx264",
              List.of("-preset", "veryfast", "-b:v", "4M", "-x264-params", "scenecut=0")));

  private static final List<Encoder> H265 =
      List.of(
          new Encoder(
              "libx265",
              List.of(
                  "-preset",
                  "veryfast",
                  "-b:v",
                  "2M",
                  "-tag:v",
                  "hvc1",
                  "-x265-params",
                  "scenecut=0:bframes=0:keyint=50:min-keyint=50:log-level=error")));

  private DefaultClip() {}

  /**
   * The kept clip, or a new one, which takes some ten seconds.
   *
   * @param programs may encode, the first that can does
   * @throws CityException if none of them can
   */
  public static BenchClip of(VideoCodec codec, List<FfmpegProgram> programs) {
    String name = "bench-1080p25-" + codec.name().toLowerCase(java.util.Locale.ROOT) + "-v1.mp4";
    Path kept = cache().resolve(name);
    if (!Files.isRegularFile(kept)) {
      make(codec, programs, kept);
    }
    return BenchClip.open(kept, "campus at 1080p with noise (" + kept + ")");
  }

  private static void make(VideoCodec codec, List<FfmpegProgram> programs, Path kept) {
    List<Encoder> encoders = codec == VideoCodec.H264 ? H264 : H265;
    for (Encoder encoder : encoders) {
      Optional<FfmpegProgram> able =
          programs.stream().filter(program -> program.encodes(encoder.name())).findFirst();
      if (able.isPresent()) {
        encode(able.get(), encoder, kept);
        return;
      }
    }
    List<String> names = encoders.stream().map(Encoder::name).toList();
    throw CityException.invalid(
        "--codec",
        codec,
        "an ffmpeg on the path with " + String.join(" or ", names) + ", or --clip");
  }

  private static void encode(FfmpegProgram program, Encoder encoder, Path kept) {
    try {
      Path work = Files.createTempDirectory("cityward-bench");
      Path campus = BundledClips.extract(BundledClips.CAMPUS, work);
      Path half = work.resolve("made.mp4");
      program.run(arguments(campus, encoder, half));
      Files.createDirectories(kept.getParent());
      // Whoever makes it at the same time makes the same.
      Path beside = Files.createTempFile(kept.getParent(), "bench", ".part");
      Files.copy(half, beside, StandardCopyOption.REPLACE_EXISTING);
      Files.move(beside, kept, StandardCopyOption.ATOMIC_MOVE);
      for (Path gone : List.of(half, campus, work)) {
        Files.delete(gone);
      }
    } catch (IOException e) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED, "clip " + kept + " cannot be made: " + e.getMessage(), e);
    }
  }

  private static List<String> arguments(Path from, Encoder encoder, Path to) {
    List<String> arguments = new ArrayList<>(List.of("-loglevel", "error", "-y", "-t", "20"));
    arguments.addAll(List.of("-i", from.toString(), "-an"));
    arguments.addAll(List.of("-vf", "scale=1920:1080,fps=25,noise=alls=6:allf=t"));
    arguments.addAll(List.of("-c:v", encoder.name()));
    arguments.addAll(encoder.options());
    arguments.addAll(List.of("-g", "50", "-bf", "0", "-threads", "1", "-pix_fmt", "yuv420p"));
    arguments.addAll(List.of("-movflags", "+faststart", to.toString()));
    return arguments;
  }

  static Path cache() {
    Path home = Path.of(System.getProperty("user.home", ""));
    return Stream.of(home.resolve(".cache").resolve("cityward"))
        .filter(folder -> home.isAbsolute() && Files.isWritable(home))
        .findFirst()
        .orElse(Path.of(System.getProperty("java.io.tmpdir")).resolve("cityward"));
  }
}
