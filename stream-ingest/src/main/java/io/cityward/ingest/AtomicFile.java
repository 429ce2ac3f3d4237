package io.cityward.ingest;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is there complete or not at all. */
final class AtomicFile {

  /** Writes a whole file at the path it is given. */
  interface Writing {
    void to(Path temporary) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Writes beside the target, then renames; a failed writing leaves nothing behind.
   *
   * @return the size in bytes
   * @throws CityException EXTERNAL_FAILED naming the file
   */
  static long write(Path target, Writing writing) {
    Path absolute = target.toAbsolutePath();
    Path temporary = absolute.resolveSibling("." + absolute.getFileName() + ".part");
    try {
      Files.createDirectories(absolute.getParent());
      try {
        writing.to(temporary);
        long bytes = Files.size(temporary);
        Files.move(
            temporary,
            absolute,
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
        return bytes;
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED, target + ": cannot be written: " + e.getMessage(), e);
    }
  }
}
