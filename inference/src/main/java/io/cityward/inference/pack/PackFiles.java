package io.cityward.inference.pack;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.core.Sha256;
import io.cityward.core.settings.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The files of a pack's folder that its manifest names. */
final class PackFiles {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final Path folder;

  PackFiles(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** The file that a key names; a problem if it is not there or not within the folder. */
  Path present(Section section, String key) {
    String name = section.text(key);
    Path file = within(name);
    if (section.has(key) && !(file.startsWith(folder) && Files.isRegularFile(file))) {
      section.problem(key, name, "a file within the pack's folder");
    }
    return file;
  }

  /** The checksum that a key names; a problem if the file, where there is one, has another. */
  String checksum(Section section, String key, Path file) {
    String wanted = Texts.required(section, key, SHA256, "64 lower-case hexadecimal digits");
    if (SHA256.matcher(wanted).matches() && file.startsWith(folder) && Files.isRegularFile(file)) {
      String actual = sha256(file);
      if (!actual.equals(wanted)) {
        section.problem(key, wanted, actual + ", which " + file.getFileName() + " has");
      }
    }
    return wanted;
  }

  private Path within(String name) {
    try {
      return folder.resolve(name).normalize();
    } catch (InvalidPathException e) {
      return Path.of("");
    }
  }

  private static String sha256(Path file) {
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw new CityException(ErrorCode.EXTERNAL_FAILED, file + ": cannot be read: " + e, e);
    }
  }
}
