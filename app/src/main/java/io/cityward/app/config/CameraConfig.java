package io.cityward.app.config;

import io.cityward.alerts.alert.Place;
import io.cityward.alerts.book.CaseReportDesk;
import io.cityward.alerts.camera.Login;
import io.cityward.alerts.camera.RegisteredCamera;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import io.cityward.core.settings.SettingsFile;
import io.cityward.inference.pack.InputSize;
import io.cityward.ingest.StreamUrl;
import io.cityward.ingest.Transport;
import io.cityward.scenes.Scene;
import io.cityward.scenes.SceneCatalog;
import io.cityward.scenes.Zone;
import io.cityward.scenes.preset.Preset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One camera and what is watched there.
 *
 * @param enabled whether it is connected to
 * @param url its main stream
 * @param subUrl its smaller stream, where there is one
 * @param transport empty takes that of all cameras
 * @param inputSize what its pictures are scaled to for the detector; empty takes the pack's default
 * @param patrol empty watches it without a break
 * @param zones of a camera that always shows the same
 * @param presets of a camera that turns, in place of {@code zones}
 * @param zonePlaces where zones lie that say so, by their ids
 * @param department whose its tasks are that name none; empty: the city's
 * @param tasks what is watched for, each scene once
 * @param sceneTexts what was written for each scene, as JSON, for those who edit it
 */
public record CameraConfig(
    CameraId id,
    String name,
    boolean enabled,
    StreamUrl url,
    Optional<StreamUrl> subUrl,
    Optional<Transport> transport,
    Place place,
    Optional<InputSize> inputSize,
    Optional<Patrol> patrol,
    List<Zone> zones,
    List<Preset> presets,
    Map<String, Place> zonePlaces,
    Optional<String> department,
    List<Task> tasks,
    Map<String, String> sceneTexts) {

  private static final int MOST_PRESETS = 32;

  /** Domes come round in minutes. */
  private static final Duration BETWEEN_PRESETS = Duration.ofMinutes(15);

  public CameraConfig {
    zones = List.copyOf(zones);
    presets = List.copyOf(presets);
    zonePlaces = Map.copyOf(zonePlaces);
    tasks = List.copyOf(tasks);
    sceneTexts = Map.copyOf(sceneTexts);
  }

  /**
   * Reads a camera of the configuration file.
   *
   * @param folder what the paths of pictures are relative to
   */
  static CameraConfig read(Section section, Path folder) {
    return read(section, folder, Logins.open(Logins.read(section)));
  }

  /**
   * Reads a camera of the registry, by the same rules.
   *
   * @param folder what the paths of pictures are relative to
   * @throws CityException INVALID with every problem, named as in the configuration file
   */
  public static CameraConfig of(RegisteredCamera camera, Path folder) {
    return of(camera.settings(), camera.enabled(), camera.login(), folder);
  }

  /** As {@link #of(RegisteredCamera, Path)}, of a camera that is not stored yet. */
  public static CameraConfig of(String settings, boolean enabled, Login login, Path folder) {
    return SettingsFile.parse(
            settings, "settings.json", top -> read(top, folder, Logins.apart(login)))
        .with(enabled);
  }

  /**
   * Reads a source that somebody asks for over the network, who must not get at this machine's
   * files by it.
   *
   * @throws CityException INVALID
   */
  public static StreamUrl onNetwork(String text) {
    StreamUrl url = StreamUrl.parse(text);
    if (url.scheme().equals("file")) {
      throw CityException.invalid(
          "url", url.masked(), "a source on the network; files only in the configuration file");
    }
    return url;
  }

  /** Whether both take the same streams in the same way. */
  public boolean sameSource(CameraConfig other) {
    return enabled == other.enabled
        && url.equals(other.url)
        && subUrl.equals(other.subUrl)
        && transport.equals(other.transport);
  }

  /** The zones, of all presets if it has some. */
  public List<Zone> allZones() {
    List<Zone> all = new ArrayList<>(zones);
    presets.forEach(preset -> all.addAll(preset.zones()));
    return all;
  }

  /** For how long it may look away, or elsewhere, until what its scenes saw is worth nothing. */
  public Duration longestGap() {
    return patrol
        .map(visits -> visits.every().multipliedBy(3))
        .orElse(presets.isEmpty() ? Scene.LONGEST_GAP : BETWEEN_PRESETS);
  }

  /** What is watched for by a scene. */
  public Optional<Task> task(String scene) {
    return tasks.stream().filter(task -> task.scene().equals(scene)).findFirst();
  }

  /** One of its zones, of whichever preset. */
  public Optional<Zone> zone(String zoneId) {
    return allZones().stream().filter(zone -> zone.id().equals(zoneId)).findFirst();
  }

  /** Where something in a zone is: what the zone says of it, and the camera for the rest. */
  public Place placeOf(String zoneId) {
    return zonePlaces.getOrDefault(zoneId, Place.UNKNOWN).or(place);
  }

  private static CameraConfig read(Section section, Path folder, Function<String, StreamUrl> urls) {
    CameraId id = section.parsed("id", CameraId::new).orElse(null);
    if (CaseReportDesk.BY_HAND.equals(id)) {
      section.problem("id", id, "another id, it stands for what people report");
    }
    String name = section.has("name") ? text(section, "name", 1, 200) : "" + id;
    boolean enabled = section.flag("enabled", true);
    StreamUrl url = section.parsed("url", urls).orElse(null);
    Optional<StreamUrl> subUrl = optional(section, "subUrl", urls);
    Optional<Transport> transport =
        section.has("transport")
            ? Optional.of(section.choice("transport", Transport.class))
            : Optional.empty();
    Place place = Places.read(section.section("place"));
    Optional<InputSize> inputSize = optional(section, "inputSize", InputSize::parse);
    Optional<Patrol> patrol = section.optional("patrol", Patrol::read);
    Map<String, Place> zonePlaces = new HashMap<>();
    List<Zone> zones = Zones.read(section, zonePlaces);
    List<Preset> presets = presets(section, folder, zonePlaces);
    Map<String, String> sceneTexts = section.jsonMap("scenes");
    Optional<String> department = Task.name(section, "department");
    List<Task> tasks =
        List.copyOf(
            section
                .named(
                    "scenes", (scene, task) -> Task.read(scene, task, department.orElse(Task.CITY)))
                .values());
    return section.build(
        () -> {
          CameraConfig camera =
              new CameraConfig(
                  id,
                  name,
                  enabled,
                  url,
                  subUrl,
                  transport,
                  place,
                  inputSize,
                  patrol,
                  zones,
                  presets,
                  zonePlaces,
                  department,
                  tasks,
                  sceneTexts);
          if (section.right("zones") && section.right("presets")) {
            // Refuses a scene that has no zone of its kind.
            SceneCatalog.create("" + id, Task.settings(tasks), camera.allZones());
          }
          return camera;
        });
  }

  private CameraConfig with(boolean nowEnabled) {
    return new CameraConfig(
        id,
        name,
        nowEnabled,
        url,
        subUrl,
        transport,
        place,
        inputSize,
        patrol,
        zones,
        presets,
        zonePlaces,
        department,
        tasks,
        sceneTexts);
  }

  private static String text(Section section, String key, int least, int most) {
    return section
        .parsed(
            key,
            text -> {
              if (text.length() < least || text.length() > most || !Zones.printable(text)) {
                throw CityException.invalid(
                    key,
                    text.length() + " characters",
                    least + " to " + most + " printable characters");
              }
              return text;
            })
        .orElse("");
  }

  private static <T> Optional<T> optional(Section section, String key, Function<String, T> parser) {
    boolean there = section.has(key) && !section.text(key).isEmpty();
    return there ? section.parsed(key, parser) : Optional.empty();
  }

  private static List<Preset> presets(Section section, Path folder, Map<String, Place> zonePlaces) {
    boolean zonesToo = section.has("zones") && section.has("presets");
    List<Preset> presets =
        section.sections("presets", preset -> Presets.read(preset, folder, zonePlaces));
    List<String> ids = presets.stream().map(Preset::id).toList();
    if (ids.stream().distinct().count() != ids.size()) {
      section.problem("presets", ids, "a different id for each");
    }
    if (presets.size() > MOST_PRESETS) {
      section.problem("presets", presets.size() + " presets", "at most " + MOST_PRESETS);
    }
    if (zonesToo) {
      section.problem("presets", ids, "zones or presets, not both");
    }
    return presets;
  }
}
