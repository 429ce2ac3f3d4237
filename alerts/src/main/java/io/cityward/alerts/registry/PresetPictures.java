package io.cityward.alerts.registry;

import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.core.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the presets of cameras show, as files {@code cameras/<camera>/<preset>-<hash>.jpg}. A
 * picture is written before the camera that refers to it is stored, and never changed; what no
 * camera refers to is removed.
 */
public final class PresetPictures {

  private static final Logger LOG = LoggerFactory.getLogger(PresetPictures.class);
  private static final String FOLDER = "cameras";
  private static final int MOST_BYTES = 2 << 20;
  private static final int HASH_DIGITS = 16;
  private static final Pattern PRESET = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private final Path data;

  /**
   * @param data the folder that paths are relative to
   */
  public PresetPictures(Path data) {
    this.data = data;
  }

  /**
   * Keeps a picture.
   *
   * @return its path, relative to the data folder, with slashes
   * @throws CityException INVALID if it is no JPEG or too large, or the preset's id is none
   */
  public String put(CameraId camera, String preset, byte[] jpeg) {
    if (!PRESET.matcher(preset).matches()) {
      throw CityException.invalid(
          "id", preset, "1 to 63 of a-z, 0-9 and '-', not starting with '-'");
    }
    if (jpeg.length > MOST_BYTES) {
      throw CityException.invalid("picture", jpeg.length + " bytes", "at most " + MOST_BYTES);
    }
    if (jpeg.length < 3 || (jpeg[0] & 0xff) != 0xff || (jpeg[1] & 0xff) != 0xd8) {
      throw CityException.invalid("picture", jpeg.length + " bytes", "a JPEG");
    }
    String hash = Sha256.of(jpeg).substring(0, HASH_DIGITS);
    String path = FOLDER + "/" + camera + "/" + preset + "-" + hash + ".jpg";
    write(data.resolve(path), jpeg);
    return path;
  }

  /** Removes the pictures of a camera that are not among these paths. */
  public void keepOnly(CameraId camera, Set<String> paths) {
    keepOnly(camera.value(), paths);
  }

  /**
   * Removes what no camera refers to: left by a process that ended between picture and camera.
   *
   * @param paths of all cameras, by their ids
   */
  public void removeOrphans(Map<String, Set<String>> paths) {
    for (Path folder : inside(data.resolve(FOLDER))) {
      String camera = folder.getFileName().toString();
      keepOnly(camera, paths.getOrDefault(camera, Set.of()));
    }
  }

  private void keepOnly(String camera, Set<String> paths) {
    Path folder = data.resolve(FOLDER).resolve(camera);
    try {
      for (Path file : inside(folder)) {
        if (!paths.contains(FOLDER + "/" + camera + "/" + file.getFileName())) {
          Files.deleteIfExists(file);
        }
      }
      if (inside(folder).isEmpty()) {
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      LOG.warn("{}: what nobody refers to stays: {}", folder, e.toString());
    }
  }

  private static List<Path> inside(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      LOG.warn("{}: cannot be read: {}", folder, e.toString());
      return List.of();
    }
  }

  /** There at once or not at all. */
  private static void write(Path file, byte[] bytes) {
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      Files.createDirectories(file.getParent());
      Files.write(part, bytes);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED, file + ": cannot be written: " + e.getMessage(), e);
    }
  }
}
