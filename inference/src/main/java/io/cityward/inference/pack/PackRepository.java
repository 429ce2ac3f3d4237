package io.cityward.inference.pack;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.core.settings.DidYouMean;
import io.cityward.core.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The packs in a folder, one sub-folder each. Every call reads and checks anew. */
public final class PackRepository {

  static final String MANIFEST = "pack.yml";

  /** Also keeps a name from leading out of the folder. */
  static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private final Path folder;

  public PackRepository(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads a pack and checks its manifest and its files, the model's checksum included.
   *
   * @throws CityException NOT_FOUND with a did-you-mean, INVALID with every problem of the pack
   */
  public ModelPack pack(String name) {
    if (!NAME.matcher(name).matches()) {
      throw CityException.invalid(
          "pack", name, "1 to 63 of a-z, 0-9 and '-', not starting with '-'");
    }
    Path manifest = folder.resolve(name).resolve(MANIFEST);
    if (!Files.isRegularFile(manifest)) {
      throw unknown(name);
    }
    return SettingsFile.read(manifest, top -> new PackReader(manifest.getParent()).read(top));
  }

  /** The names of all packs, sorted; that a pack is named here does not mean that it is sound. */
  public List<String> names() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(f -> Files.isRegularFile(f.resolve(MANIFEST)))
          .map(f -> f.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new CityException(ErrorCode.EXTERNAL_FAILED, folder + ": cannot be listed: " + e, e);
    }
  }

  private CityException unknown(String name) {
    List<String> names = names();
    String known =
        names.isEmpty()
            ? "there is none"
            : "there " + (names.size() == 1 ? "is " : "are ") + String.join(", ", names);
    String hint = DidYouMean.among(names, name).map(n -> "did you mean " + n + "?").orElse(known);
    return new CityException(
        ErrorCode.NOT_FOUND, "pack: " + name + " (no such pack in " + folder + "; " + hint + ")");
  }
}
