package io.cityward.app.algorithms;

import io.cityward.alerts.algorithm.VersionId;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where uploaded packs lie: {@code <name>/<version>/<name>/pack.yml}. A version's folder is there
 * as a whole or not at all, and never changed.
 */
final class PackFolders {

  private static final Logger LOG = LoggerFactory.getLogger(PackFolders.class);
  private static final String STAGING = ".staging";

  private final Path folder;

  PackFolders(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** Removes what an earlier run has left half done, and versions that the book does not know. */
  void start(Set<VersionId> known) {
    try {
      Files.createDirectories(folder);
      delete(folder.resolve(STAGING));
      for (Path algorithm : inside(folder)) {
        for (Path version : inside(algorithm)) {
          if (unknown(algorithm.getFileName().toString(), version, known)) {
            LOG.warn("{}: removed, the book does not know it", version);
            delete(version);
          }
        }
      }
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  /** What does not look as if we had put it there is somebody else's. */
  private static boolean unknown(String name, Path version, Set<VersionId> known) {
    if (!Files.isRegularFile(version.resolve(name).resolve("pack.yml"))) {
      return false;
    }
    try {
      return !known.contains(new VersionId(name, version.getFileName().toString()));
    } catch (CityException e) {
      return false;
    }
  }

  Path root() {
    return folder;
  }

  /** A new empty folder on the same disk. */
  Path stage() {
    try {
      Path staging = Files.createDirectories(folder.resolve(STAGING));
      return Files.createTempDirectory(staging, "pack");
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  /** Moves a checked pack to where it stays. */
  void install(CheckedPack pack) {
    Path target = packs(pack.id());
    try {
      Files.createDirectories(target.getParent());
      // Left by a process that ended before the book knew of it.
      delete(target);
      Files.move(pack.packs(), target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failed(target, e);
    }
  }

  /** The folder that holds a version's pack, as a repository of one. */
  Path packs(VersionId id) {
    return folder.resolve(id.algorithm()).resolve(id.version());
  }

  void remove(VersionId id) {
    discard(packs(id));
  }

  /** Removes a folder; what cannot be removed stays until the next start. */
  static void discard(Path folder) {
    try {
      delete(folder);
    } catch (IOException e) {
      LOG.warn("{}: cannot be removed: {}", folder, e.toString());
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static List<Path> inside(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isDirectory).toList();
    }
  }

  private static CityException failed(Path path, IOException e) {
    return new CityException(
        ErrorCode.EXTERNAL_FAILED, path + ": cannot be written: " + e.getMessage(), e);
  }
}
