package io.cityward.scenes.preset;

import io.cityward.core.CityException;
import io.cityward.scenes.Zone;
import java.nio.file.Path;
import java.util.List;

/**
 * A view that a camera is turned to again and again, and what is watched there.
 *
 * @param id unique at its camera
 * @param picture a picture of the view, JPEG or PNG
 */
public record Preset(String id, Path picture, List<Zone> zones) {

  public Preset {
    if (id == null || id.isBlank()) {
      throw CityException.invalid("id", id, "a name for the preset");
    }
    zones = List.copyOf(zones);
  }
}
