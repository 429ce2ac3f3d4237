package io.cityward.app.algorithms;

import io.cityward.app.eval.images.LabelledImages;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Folders of labelled pictures below one that the configuration names. Who asks, says a name. */
final class DataSets {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");
  private static final int DEPTH = 3;
  private static final int MOST = 500;

  /** A folder, and how many pictures lie in it. */
  record DataSet(String name, int pictures) {}

  private final Path folder;

  DataSets(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  Path root() {
    return folder;
  }

  /** In the order of their names. */
  List<DataSet> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside
          .filter(Files::isDirectory)
          .filter(path -> NAME.matcher(path.getFileName().toString()).matches())
          .sorted()
          .limit(MOST)
          .map(path -> new DataSet(path.getFileName().toString(), pictures(path)))
          .toList();
    } catch (IOException e) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED, "data sets: cannot be listed: " + e.getMessage(), e);
    }
  }

  /**
   * The folder of a name.
   *
   * @throws CityException INVALID or NOT_FOUND
   */
  Path folder(String name) {
    if (!NAME.matcher(name).matches()) {
      throw CityException.invalid(
          "data_set",
          name.length() > 63 ? name.length() + " characters" : name,
          "1 to 63 of letters, digits, '-' and '_', not starting with '-' or '_'");
    }
    Path path = folder.resolve(name);
    if (!Files.isDirectory(path)) {
      throw CityException.notFound("data set", name);
    }
    return path;
  }

  /**
   * The names of its classes, as packs write them.
   *
   * @throws CityException as {@link #folder}, or INVALID if they stand nowhere
   */
  List<String> classes(String name) {
    return LabelledImages.classNames(folder(name));
  }

  private static int pictures(Path folder) {
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      return (int) files.filter(DataSets::picture).count();
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0;
    }
  }

  private static boolean picture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".jpg") || name.endsWith(".jpeg") || name.endsWith(".png");
  }
}
