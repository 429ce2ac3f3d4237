package io.cityward.scenes.eval;

import io.cityward.core.CityException;
import io.cityward.core.settings.DidYouMean;
import io.cityward.core.settings.Section;
import io.cityward.core.settings.SettingsFile;
import io.cityward.scenes.Scene;
import io.cityward.scenes.SceneCatalog;
import io.cityward.scenes.SceneSettings;
import io.cityward.scenes.Zone;
import io.cityward.scenes.ZoneKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What really happens in a clip: its zones, the settings its scenes run with, and the events they
 * should find. The format is version 1, as {@code docs/} describes it.
 *
 * @param hold how long a still picture is shown; empty for a clip
 * @param settings of the scenes to run
 */
public record TruthFile(
    Path file,
    String video,
    Optional<Duration> hold,
    List<Zone> zones,
    Map<String, SceneSettings> settings,
    List<TruthEvent> events) {

  private static final double LONGEST_HOLD = 24 * 3600;

  public TruthFile {
    zones = List.copyOf(zones);
    settings = Map.copyOf(settings);
    events = List.copyOf(events);
  }

  /**
   * Reads a truth file.
   *
   * @throws CityException INVALID with every problem found, each with file and key; NOT_FOUND
   */
  public static TruthFile read(Path file) {
    return SettingsFile.read(file, section -> read(file, section));
  }

  /**
   * The clip or picture itself.
   *
   * @param videos the folder to look in; empty for the truth file's own
   * @throws CityException NOT_FOUND if it is not there
   */
  public Path videoIn(Optional<Path> videos) {
    Path folder = videos.orElseGet(() -> file.toAbsolutePath().getParent());
    Path path = folder.resolve(video);
    if (!Files.isRegularFile(path)) {
      throw CityException.notFound("video", path + ", named in " + file);
    }
    return path;
  }

  /**
   * The same clip for one scene alone, whether the file names it or not: with no event of that
   * scene it is a clip in which nothing of that kind happens.
   */
  public TruthFile only(String scene) {
    SceneSettings one = settings.getOrDefault(scene, SceneCatalog.defaults(scene));
    List<TruthEvent> its = events.stream().filter(e -> e.scene().equals(scene)).toList();
    return new TruthFile(file, video, hold, zones, Map.of(scene, one), its);
  }

  /**
   * Fresh scenes for one run over the clip. A scene without a zone of its kind watches all zones: a
   * clip in which nothing happens is a test for every scene that the file names.
   */
  List<Scene> scenes(List<SceneSettings> of) {
    return of.stream().map(scene -> scene.create(watchedBy(scene))).toList();
  }

  private List<Zone> watchedBy(SceneSettings scene) {
    boolean own = zones.stream().anyMatch(zone -> scene.zoneKinds().contains(zone.kind()));
    ZoneKind kind = scene.zoneKinds().iterator().next();
    return own
        ? zones
        : zones.stream().map(zone -> new Zone(zone.id(), kind, zone.polygon())).toList();
  }

  private static TruthFile read(Path file, Section top) {
    top.whole("version", 1, 1);
    String video = top.text("video");
    if (video.contains("/") || video.contains("\\")) {
      top.problem("video", video, "a file name without folders");
    }
    Optional<Duration> hold =
        top.has("hold")
            ? Optional.of(Duration.ofMillis((long) (1000 * top.number("hold", 0.1, LONGEST_HOLD))))
            : Optional.empty();
    top.text("note", "");
    List<Zone> zones = top.sections("zones", Zone::read);
    if (zones.isEmpty()) {
      top.problem("zones", "none", "at least one zone");
    }
    List<TruthEvent> events = top.sections("events", TruthEvent::read);
    Set<String> scenes = wanted(top, events);
    checkEvents(top, events, zones, scenes);
    Map<String, SceneSettings> settings = settings(top, scenes);
    return top.build(() -> new TruthFile(file, video, hold, zones, settings, events));
  }

  private static Set<String> wanted(Section top, List<TruthEvent> events) {
    Set<String> scenes = new LinkedHashSet<>(top.texts("scenes"));
    for (String scene : scenes) {
      if (!SceneCatalog.has(scene)) {
        top.problem("scenes", scene, expected(SceneCatalog.names(), scene));
      }
    }
    if (!top.has("scenes")) {
      events.forEach(event -> scenes.add(event.scene()));
    }
    return scenes;
  }

  private static void checkEvents(
      Section top, List<TruthEvent> events, List<Zone> zones, Set<String> scenes) {
    List<String> zoneIds = zones.stream().map(Zone::id).toList();
    for (int i = 0; i < events.size(); i++) {
      TruthEvent event = events.get(i);
      if (!SceneCatalog.has(event.scene())) {
        top.problem(
            "events[" + i + "].scene",
            event.scene(),
            expected(SceneCatalog.names(), event.scene()));
      } else if (!scenes.contains(event.scene())) {
        top.problem("events[" + i + "].scene", event.scene(), "one of the file's scenes");
      }
      if (!zoneIds.contains(event.zone())) {
        top.problem("events[" + i + "].zone", event.zone(), expected(zoneIds, event.zone()));
      }
    }
    if (new LinkedHashSet<>(zoneIds).size() < zoneIds.size()) {
      top.problem("zones", zoneIds, "each id once");
    }
  }

  private static Map<String, SceneSettings> settings(Section top, Set<String> scenes) {
    Section settings = top.section("settings");
    Map<String, SceneSettings> read = new LinkedHashMap<>();
    for (String scene : SceneCatalog.names()) {
      SceneSettings one =
          settings
              .optional(scene, section -> SceneCatalog.read(scene, section))
              .orElseGet(() -> SceneCatalog.defaults(scene));
      if (scenes.contains(scene)) {
        read.put(scene, one);
      }
    }
    return read;
  }

  private static String expected(List<String> names, String name) {
    List<String> all = new ArrayList<>(names);
    return "one of "
        + String.join(", ", all)
        + DidYouMean.among(all, name).map(near -> "; did you mean " + near + "?").orElse("");
  }
}
