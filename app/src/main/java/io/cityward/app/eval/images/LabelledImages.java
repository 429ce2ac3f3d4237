package io.cityward.app.eval.images;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.core.Problem;
import io.cityward.ingest.FrameSequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Pictures with YOLO text labels: a folder with {@code images/} and {@code labels/}, or pictures
 * with their {@code .txt} beside them.
 *
 * @param names of the classes, by index
 */
public record LabelledImages(Path folder, List<String> names, List<LabelledImage> images) {

  /** A city's own data set has thousands; more is a mistaken folder. */
  static final int MOST_IMAGES = 200_000;

  /** Enough to see what is wrong, and not a screen for each of ten thousand files. */
  private static final int MOST_PROBLEMS = 20;

  public LabelledImages {
    names = List.copyOf(names);
    images = List.copyOf(images);
  }

  /**
   * Reads all labels; the pictures themselves are opened later, one by one.
   *
   * @throws CityException NOT_FOUND, or INVALID with what is wrong in which file and line
   */
  public static LabelledImages read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw CityException.notFound("folder", folder);
    }
    Path pictures = pictureFolder(folder);
    Path labels = labels(folder, pictures);
    List<Path> files = pictures(pictures);
    List<String> names = ClassNames.of(folder, labels);
    List<Problem> problems = new ArrayList<>();
    List<LabelledImage> images = new ArrayList<>();
    for (Path file : files) {
      Path label = labels.resolve(stem(file) + ".txt");
      boolean labelled = Files.isRegularFile(label);
      List<LabelledImage.Labelled> objects =
          labelled ? new YoloLabels(label, names).read(problems) : List.of();
      images.add(new LabelledImage(file, objects, labelled));
    }
    if (!problems.isEmpty()) {
      throw CityException.invalid(shortened(problems));
    }
    return new LabelledImages(folder, names, images);
  }

  /**
   * The classes of a folder, without a look at pictures and labels.
   *
   * @throws CityException INVALID if there is no file with their names, or it is none
   */
  public static List<String> classNames(Path folder) {
    return ClassNames.of(folder, labels(folder, pictureFolder(folder)));
  }

  private static Path pictureFolder(Path folder) {
    return Files.isDirectory(folder.resolve("images")) ? folder.resolve("images") : folder;
  }

  /** Pictures that have no file of labels. */
  public int withoutLabels() {
    return (int) images.stream().filter(image -> !image.labelled()).count();
  }

  private static Path labels(Path folder, Path pictures) {
    // As YOLO's own tools do: for .../images the labels lie in .../labels.
    Path beside = pictures.toAbsolutePath().normalize().resolveSibling("labels");
    boolean parted = !pictures.equals(folder) || pictures.endsWith("images");
    return parted && Files.isDirectory(beside) ? beside : pictures;
  }

  private static List<Path> pictures(Path folder) {
    try (Stream<Path> inside = Files.list(folder)) {
      List<Path> files = inside.filter(LabelledImages::isPicture).sorted().toList();
      if (files.isEmpty() || files.size() > MOST_IMAGES) {
        throw CityException.invalid(
            "images in " + folder, files.size(), "1 to " + MOST_IMAGES + " of jpg, jpeg, png");
      }
      return files;
    } catch (IOException e) {
      throw new CityException(ErrorCode.EXTERNAL_FAILED, folder + ": cannot be listed: " + e, e);
    }
  }

  private static boolean isPicture(Path file) {
    return FrameSequence.isStill(file) && Files.isRegularFile(file);
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static List<Problem> shortened(List<Problem> problems) {
    if (problems.size() <= MOST_PROBLEMS) {
      return problems;
    }
    List<Problem> few = new ArrayList<>(problems.subList(0, MOST_PROBLEMS));
    few.add(Problem.of("labels", problems.size() + " problems, the first above", "none"));
    return few;
  }
}
