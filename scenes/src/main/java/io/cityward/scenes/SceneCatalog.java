package io.cityward.scenes;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.core.settings.DidYouMean;
import io.cityward.core.settings.Section;
import io.cityward.core.settings.SettingsFile;
import io.cityward.scenes.garbage.GarbagePileSettings;
import io.cityward.scenes.parking.IllegalParkingSettings;
import io.cityward.scenes.throwing.HighAltitudeThrowingSettings;
import io.cityward.scenes.vending.StreetVendingSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The scenes that exist, by name. */
public final class SceneCatalog {

  private static final Map<String, Function<Section, SceneSettings>> READERS =
      new LinkedHashMap<>();

  static {
    READERS.put(IllegalParkingSettings.SCENE, IllegalParkingSettings::read);
    READERS.put(GarbagePileSettings.SCENE, GarbagePileSettings::read);
    READERS.put(HighAltitudeThrowingSettings.SCENE, HighAltitudeThrowingSettings::read);
    READERS.put(StreetVendingSettings.SCENE, StreetVendingSettings::read);
  }

  private SceneCatalog() {}

  public static List<String> names() {
    return List.copyOf(READERS.keySet());
  }

  public static boolean has(String scene) {
    return READERS.containsKey(scene);
  }

  /** A scene's default settings. */
  public static SceneSettings defaults(String scene) {
    return SettingsFile.parse("", scene, section -> read(scene, section));
  }

  /** Reads a scene's settings; keys that are absent keep their defaults. */
  public static SceneSettings read(String scene, Section section) {
    Function<Section, SceneSettings> reader = READERS.get(scene);
    if (reader == null) {
      throw CityException.invalid("scene", scene, expected(scene));
    }
    return reader.apply(section);
  }

  /** Makes the scenes of a camera that always looks. */
  public static List<Scene> create(String camera, List<SceneSettings> settings, List<Zone> zones) {
    return create(camera, settings, zones, Scene.LONGEST_GAP);
  }

  /**
   * Makes the scenes of one camera.
   *
   * @param camera the camera's name, for messages
   * @param longestGap for how long nobody may look until the scenes forget
   * @throws CityException INVALID if a scene has no zone of a kind it watches, or its settings name
   *     a zone that it does not watch
   */
  public static List<Scene> create(
      String camera, List<SceneSettings> settings, List<Zone> zones, Duration longestGap) {
    List<Scene> scenes = new ArrayList<>();
    for (SceneSettings one : settings) {
      if (!watches(one, zones)) {
        throw new CityException(ErrorCode.INVALID, noZone(camera, one, zones));
      }
      for (String id : new TreeSet<>(one.namedZones())) {
        checkNamed(camera, one, id, zones);
      }
      scenes.add(one.create(zones, longestGap));
    }
    return List.copyOf(scenes);
  }

  /** As {@link #create}, of those scenes alone that have a zone: a preset need not have all. */
  public static List<Scene> createWhereZonesAre(
      List<SceneSettings> settings, List<Zone> zones, Duration longestGap) {
    return settings.stream()
        .filter(one -> watches(one, zones))
        .map(one -> one.create(zones, longestGap))
        .toList();
  }

  /** Whether there is a zone for a scene to watch. */
  private static boolean watches(SceneSettings settings, List<Zone> zones) {
    return zones.stream().anyMatch(zone -> settings.zoneKinds().contains(zone.kind()));
  }

  private static void checkNamed(
      String camera, SceneSettings settings, String id, List<Zone> zones) {
    Set<String> watched =
        zones.stream()
            .filter(zone -> settings.zoneKinds().contains(zone.kind()))
            .map(Zone::id)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!watched.contains(id)) {
      String near =
          DidYouMean.among(watched, id).map(one -> "; did you mean " + one + "?").orElse("");
      throw new CityException(
          ErrorCode.INVALID,
          "%s: scenes.%s.zones: %s (expected: a zone that it watches, %s%s)"
              .formatted(camera, settings.scene(), id, String.join(", ", watched), near));
    }
  }

  private static String noZone(String camera, SceneSettings settings, List<Zone> zones) {
    String kinds =
        settings.zoneKinds().stream().map(ZoneKind::toString).collect(Collectors.joining(" or "));
    String present =
        zones.isEmpty()
            ? "no zones"
            : zones.stream()
                .map(z -> z.id() + " (" + z.kind() + ")")
                .collect(Collectors.joining(", "));
    return "%s: zones: %s (expected: a zone of kind %s for %s)"
        .formatted(camera, present, kinds, settings.scene());
  }

  private static String expected(String scene) {
    return "one of "
        + String.join(", ", names())
        + DidYouMean.among(READERS.keySet(), scene)
            .map(near -> "; did you mean " + near + "?")
            .orElse("");
  }
}
