package io.cityward.app.cameras;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody wrote about a camera, not checked yet.
 *
 * @param settings in the shape of a camera of the configuration file, without user and password;
 *     presets without their pictures keep those that are kept
 * @param password empty leaves it as it is
 * @param pictures JPEG by preset
 */
public record CameraForm(
    ObjectNode settings,
    boolean enabled,
    String user,
    Optional<String> password,
    Map<String, byte[]> pictures) {

  /** The camera's id; empty if what is written is none. */
  Optional<CameraId> id() {
    try {
      return Optional.of(new CameraId(settings.path("id").asText("")));
    } catch (CityException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "form of camera " + settings.path("id").asText("");
  }
}
