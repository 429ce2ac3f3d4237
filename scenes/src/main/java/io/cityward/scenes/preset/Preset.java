package io.cityward.scenes.preset;

import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
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

  /** Reads {@code {id, picture, zones: [...]}}. */
  public static Preset read(Section section) {
    String id = section.text("id");
    String picture = section.text("picture");
    List<Zone> zones = section.sections("zones", Zone::read);
    if (zones.stream().map(Zone::id).distinct().count() != zones.size()) {
      section.problem("zones", zones.stream().map(Zone::id).toList(), "a different id for each");
    }
    return section.build(() -> new Preset(id, Path.of(picture), zones));
  }

  /** Reads a list of presets with different ids; absent is empty. */
  public static List<Preset> readAll(Section section, String key) {
    List<Preset> presets = section.sections(key, Preset::read);
    if (presets.stream().map(Preset::id).distinct().count() != presets.size()) {
      section.problem(key, presets.stream().map(Preset::id).toList(), "a different id for each");
    }
    return presets;
  }
}
