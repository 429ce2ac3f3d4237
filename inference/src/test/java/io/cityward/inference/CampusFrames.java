package io.cityward.inference;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cityward.core.Box;
import io.cityward.testkit.BundledClips;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Frames of the bundled clip {@code campus}, and what coco-nanodet saw in them at 416x256 when it
 * was recorded: ONNX Runtime 1.28.0, one thread, x86-64. A test that disagrees prints the lines to
 * record anew.
 */
public final class CampusFrames {

  private static final String RECORDED = "/io/cityward/inference/campus-boxes.csv";

  private CampusFrames() {}

  public static MatPicture picture(int frame) {
    try {
      Path folder = Files.createTempDirectory("campus");
      try {
        return ClipFrame.read(BundledClips.extract(BundledClips.CAMPUS, folder), frame);
      } finally {
        Files.deleteIfExists(folder.resolve(BundledClips.CAMPUS + ".mp4"));
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The best score first. */
  public static List<Detection> recorded(int frame) {
    try (InputStream in = CampusFrames.class.getResourceAsStream(RECORDED);
        var lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      return lines
          .lines()
          .map(line -> line.split(","))
          .filter(columns -> columns[0].equals(Integer.toString(frame)))
          .map(CampusFrames::detection)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines that record what is seen. */
  public static String lines(int frame, List<Detection> seen) {
    return seen.stream()
        .map(
            d ->
                String.format(
                    Locale.ROOT,
                    "%d,%s,%.5f,%.5f,%.5f,%.5f,%.5f",
                    frame,
                    d.label(),
                    d.score(),
                    d.box().left(),
                    d.box().top(),
                    d.box().right(),
                    d.box().bottom()))
        .collect(Collectors.joining("\n"));
  }

  private static Detection detection(String[] c) {
    return new Detection(
        c[1], new Box(number(c[3]), number(c[4]), number(c[5]), number(c[6])), number(c[2]));
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }
}
