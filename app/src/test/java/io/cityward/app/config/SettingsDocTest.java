package io.cityward.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.core.settings.Section;
import io.cityward.core.settings.SettingKey;
import io.cityward.core.settings.SettingsFile;
import io.cityward.scenes.SceneCatalog;
import io.cityward.scenes.SceneSettings;
import io.cityward.scenes.ZoneKind;
import io.cityward.scenes.health.CameraHealthSettings;
import io.cityward.scenes.motion.MotionGateSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/scenes says of settings is what their readers do. */
class SettingsDocTest {

  private static final Path FOLDER = Path.of("../docs/scenes");
  private static final List<String> SECTIONS =
      List.of("How it decides", "Settings", "Measured", "Limits", "Placing the camera");

  @Test
  void everyKeyIsToldWithItsDefaultAndItsBounds() throws IOException {
    Map<String, List<SettingKey>> readers = new LinkedHashMap<>();
    for (String scene : SceneCatalog.names()) {
      readers.put(scene, keys(section -> SceneCatalog.read(scene, section)));
    }
    readers.put("Of every scene", ofEveryScene());
    readers.put("cameraHealth", keys(CameraHealthSettings::read));
    readers.put("motionGate", keys(MotionGateSettings::read));
    String page = Files.readString(FOLDER.resolve("README.md"));
    readers.forEach(
        (name, keys) -> {
          List<List<String>> rows = rows(part(page, "### " + name));
          assertThat(rows).as(name).extracting(row -> row.get(0)).isEqualTo(names(keys));
          for (int i = 0; i < rows.size(); i++) {
            SettingKey key = keys.get(i);
            if (!key.otherwise().isEmpty()) {
              assertThat(rows.get(i).subList(1, 4))
                  .as(name + "." + key.name())
                  .containsExactly(key.otherwise(), key.least(), key.most());
            }
          }
        });
  }

  @Test
  void theOverviewTellsWhatEachSceneWants() throws IOException {
    String page = Files.readString(FOLDER.resolve("README.md"));
    for (String scene : SceneCatalog.names()) {
      assertThat(page).contains(overview(SceneCatalog.defaults(scene)));
    }
  }

  @Test
  void everyZoneKindIsToldWithWhoWatchesIt() throws IOException {
    List<List<String>> rows = rows(part(Files.readString(FOLDER.resolve("README.md")), "## Zones"));
    assertThat(rows)
        .extracting(row -> row.get(0))
        .containsExactly(
            Stream.of(ZoneKind.values()).map(ZoneKind::toString).toArray(String[]::new));
    for (List<String> row : rows) {
      ZoneKind kind =
          ZoneKind.valueOf(row.get(0).toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
      List<String> watching =
          SceneCatalog.names().stream()
              .filter(scene -> SceneCatalog.defaults(scene).zoneKinds().contains(kind))
              .toList();
      assertThat(row.get(2).split(", ")).containsAll(watching);
    }
  }

  @Test
  void aScenesOwnPageTellsTheSameDefaults() throws IOException {
    for (String scene : SceneCatalog.names()) {
      Map<String, String> defaults =
          keys(section -> SceneCatalog.read(scene, section)).stream()
              .collect(Collectors.toMap(SettingKey::name, SettingKey::otherwise));
      String page = Files.readString(FOLDER.resolve(scene + ".md"));
      List<List<String>> rows = rows(part(page, "## Settings"));
      assertThat(rows).as(scene).isNotEmpty();
      for (List<String> row : rows) {
        String key = row.get(0).split("[ ,]", 2)[0];
        String otherwise = defaults.getOrDefault(key, "");
        if (!otherwise.isEmpty()) {
          assertThat(row.get(1)).as(scene + "." + key).isEqualTo(otherwise);
        }
      }
    }
  }

  @Test
  void everyScenesPageHasTheSameSections() throws IOException {
    for (String scene : SceneCatalog.names()) {
      String page = Files.readString(FOLDER.resolve(scene + ".md"));
      List<String> sections =
          page.lines().filter(l -> l.startsWith("## ")).map(l -> l.substring(3)).toList();
      assertThat(sections).as(scene).isEqualTo(SECTIONS);
    }
  }

  private static List<SettingKey> keys(Function<Section, ?> reader) {
    return SettingsFile.outline(reader);
  }

  private static List<SettingKey> ofEveryScene() {
    String any = SceneCatalog.names().get(0);
    List<SettingKey> keys = new ArrayList<>(keys(section -> Task.read(any, section, Task.CITY)));
    keys.removeAll(keys(section -> SceneCatalog.read(any, section)));
    return keys;
  }

  private static List<String> names(List<SettingKey> keys) {
    return keys.stream().map(SettingKey::name).toList();
  }

  private static String overview(SceneSettings scene) {
    String kinds =
        scene.zoneKinds().stream()
            .sorted(Comparator.naturalOrder())
            .map(ZoneKind::toString)
            .collect(Collectors.joining(", "));
    boolean detects = scene.wantsDetections();
    return String.join(
        " | ",
        "| [" + scene.scene() + "](" + scene.scene() + ".md)",
        kinds,
        detects ? "`" + scene.algorithm().orElse("inference.pack") + "`" : "none",
        detects ? scene.inputSize().map(size -> "" + size).orElse("the pack's") : "–",
        plain(scene.framesPerSecond()),
        plain(scene.leastFramesPerSecond()),
        (scene.needsDetail() ? "main" : "sub") + " |");
  }

  private static String plain(double number) {
    return new java.math.BigDecimal("" + number).stripTrailingZeros().toPlainString();
  }

  /** The text below a heading, up to the next one. */
  private static String part(String page, String heading) {
    return page.lines()
        .dropWhile(line -> !line.equals(heading))
        .skip(1)
        .takeWhile(line -> !line.startsWith("#"))
        .collect(Collectors.joining("\n"));
  }

  /** The cells of its first table, without the head, and without marks of code. */
  private static List<List<String>> rows(String part) {
    return part.lines()
        .dropWhile(line -> !line.startsWith("|"))
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> line.substring(2, line.length() - 2).replace("`", ""))
        .map(line -> List.of(line.split(" \\| ")))
        .toList();
  }
}
