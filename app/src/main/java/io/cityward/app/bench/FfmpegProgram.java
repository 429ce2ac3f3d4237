package io.cityward.app.bench;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;

/**
 * FFmpeg's command-line program.
 *
 * @param version the first line that it says about itself
 */
public record FfmpegProgram(Path path, String version) {

  /**
   * The one given.
   *
   * @throws CityException INVALID if it is none
   */
  public static FfmpegProgram at(Path path) {
    return look(path)
        .orElseThrow(() -> CityException.invalid("--ffmpeg", path, "an ffmpeg that can be run"));
  }

  /** The one that belongs to the libraries we decode with: the same build. */
  public static Optional<FfmpegProgram> bundled() {
    try {
      return look(Path.of(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class)));
    } catch (LinkageError | IllegalStateException e) {
      // It wants libraries of sound and screens that a bare machine lacks: libpulse, libxcb.
      return Optional.empty();
    }
  }

  public static Optional<FfmpegProgram> onPath() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(Pattern.quote(":"), -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "ffmpeg"))
        .filter(Files::isExecutable)
        .findFirst()
        .flatMap(FfmpegProgram::look);
  }

  private static Optional<FfmpegProgram> look(Path path) {
    try {
      String about = run(path, List.of("-version"));
      return about.startsWith("ffmpeg version")
          ? Optional.of(new FfmpegProgram(path, about.lines().findFirst().orElse("")))
          : Optional.empty();
    } catch (UncheckedIOException | CityException e) {
      return Optional.empty();
    }
  }

  boolean encodes(String encoder) {
    return run(path, List.of("-hide_banner", "-encoders")).contains(" " + encoder + " ");
  }

  /** Runs it to its end and hands back all that it says. */
  String run(List<String> arguments) {
    return run(path, arguments);
  }

  private static String run(Path path, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(path.toString(), "-nostdin"));
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new CityException(ErrorCode.EXTERNAL_FAILED, path + " failed: " + said.strip());
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CityException(ErrorCode.EXTERNAL_FAILED, path + ": interrupted", e);
    }
  }
}
