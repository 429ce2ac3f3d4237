package io.cityward.app.config;

import io.cityward.alerts.alert.Place;
import io.cityward.core.CameraId;
import io.cityward.core.settings.Section;
import io.cityward.inference.pack.InputSize;
import io.cityward.ingest.StreamUrl;
import io.cityward.scenes.SceneCatalog;
import io.cityward.scenes.SceneSettings;
import io.cityward.scenes.Zone;
import java.util.List;
import java.util.Optional;

/**
 * One camera and what is watched there.
 *
 * @param inputSize what its pictures are scaled to for the detector; empty takes the pack's default
 */
public record CameraConfig(
    CameraId id,
    String name,
    StreamUrl url,
    Place place,
    Optional<InputSize> inputSize,
    List<Zone> zones,
    List<SceneSettings> scenes) {

  static CameraConfig read(Section section) {
    String id = section.text("id");
    String name = section.text("name", id);
    StreamUrl url = Urls.read(section);
    Place place = place(section.section("place"));
    String size = section.text("inputSize", "");
    List<Zone> zones = section.sections("zones", Zone::read);
    List<SceneSettings> scenes = List.copyOf(SceneCatalog.readAll(section, "scenes").values());
    if (zones.stream().map(Zone::id).distinct().count() != zones.size()) {
      section.problem("zones", zones.stream().map(Zone::id).toList(), "a different id for each");
    }
    return section.build(
        () -> {
          // Refuses a scene that has no zone of its kind.
          SceneCatalog.create(id, scenes, zones);
          return new CameraConfig(
              new CameraId(id), name, url, place, inputSize(size), zones, scenes);
        });
  }

  private static Place place(Section section) {
    String name = section.text("name", "");
    String area = section.text("area", "");
    double latitude = section.number("latitude", -90, 90, 0);
    double longitude = section.number("longitude", -180, 180, 0);
    return new Place(name, area, latitude, longitude);
  }

  private static Optional<InputSize> inputSize(String size) {
    return size.isEmpty() ? Optional.empty() : Optional.of(InputSize.parse(size));
  }
}
