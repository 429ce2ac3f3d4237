package io.cityward.app.cameras;

import io.cityward.alerts.camera.RegisteredCamera;
import io.cityward.alerts.registry.CameraRegistry;
import io.cityward.alerts.registry.PresetPictures;
import io.cityward.app.config.CameraConfig;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.core.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which cameras there are: those of the configuration file, and those of the registry. */
public final class CameraRoll {

  private static final Logger LOG = LoggerFactory.getLogger(CameraRoll.class);

  private final List<CameraConfig> ofFile;
  private final CameraRegistry registry;
  private final Path data;

  /**
   * @param data the folder that the pictures of registered cameras lie in
   */
  public CameraRoll(List<CameraConfig> ofFile, CameraRegistry registry, Path data) {
    this.ofFile = List.copyOf(ofFile);
    this.registry = registry;
    this.data = data;
  }

  /**
   * Reads the registry at the start, and removes pictures that no camera refers to. A registered
   * camera that this version cannot read is logged and left out; it can still be changed.
   *
   * @return all cameras
   * @throws CityException INVALID if an id is in the file and in the registry
   */
  public List<CameraConfig> open() {
    List<RegisteredCamera> registered = registry.all();
    refuseClashes(registered);
    Map<String, Set<String>> pictures = new LinkedHashMap<>();
    List<CameraConfig> all = new ArrayList<>(ofFile);
    for (RegisteredCamera camera : registered) {
      pictures.put(camera.id().value(), Settings.pictures(Settings.parse(camera.settings())));
      try {
        all.add(config(camera));
      } catch (CityException e) {
        LOG.error("camera {} of the registry cannot be used:\n{}", camera.id(), e.getMessage());
      }
    }
    new PresetPictures(data).removeOrphans(pictures);
    return all;
  }

  /** A camera of the configuration file. */
  public Optional<CameraConfig> inFile(CameraId id) {
    return ofFile.stream().filter(camera -> camera.id().equals(id)).findFirst();
  }

  /**
   * Refuses to change a camera that stands in the configuration file.
   *
   * @throws CityException ILLEGAL_STATE
   */
  void refuseOfFile(CameraId id) {
    inFile(id)
        .ifPresent(
            camera -> {
              throw new CityException(
                  ErrorCode.ILLEGAL_STATE,
                  "camera "
                      + id
                      + ": stands in the configuration file, cameras["
                      + ofFile.indexOf(camera)
                      + "] (expected: a camera that was added here; change that one in the file)");
            });
  }

  /** What a registered camera is. */
  public CameraConfig config(RegisteredCamera camera) {
    return CameraConfig.of(camera, data);
  }

  private void refuseClashes(List<RegisteredCamera> registered) {
    List<Problem> problems =
        registered.stream()
            .map(RegisteredCamera::id)
            .flatMap(id -> inFile(id).stream())
            .map(
                camera ->
                    Problem.of(
                        "cameras[" + ofFile.indexOf(camera) + "].id",
                        camera.id(),
                        "another id, a camera that was added in the console or by import has this"
                            + " one; delete it there or rename this one"))
            .toList();
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
  }
}
