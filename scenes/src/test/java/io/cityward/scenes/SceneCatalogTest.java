package io.cityward.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import io.cityward.core.Polygon;
import io.cityward.core.settings.SettingsFile;
import io.cityward.scenes.parking.IllegalParkingSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SceneCatalogTest {

  private static final Polygon ALL = Polygon.of(0, 0, 1, 0, 1, 1, 0, 1);
  private static final Zone KERB = new Zone("kerb", ZoneKind.NO_PARKING, ALL);
  private static final Zone WALL = new Zone("wall", ZoneKind.FACADE, ALL);

  @Test
  void knowsEverySceneByNameWithDefaults() {
    assertThat(SceneCatalog.names())
        .containsExactlyInAnyOrder(
            "illegal-parking", "garbage-pile", "street-vending", "high-altitude-throwing");
    for (String name : SceneCatalog.names()) {
      assertThat(SceneCatalog.defaults(name).scene()).isEqualTo(name);
    }
    assertThat(SceneCatalog.defaults("illegal-parking")).isEqualTo(IllegalParkingSettings.DEFAULTS);
  }

  @Test
  void readsSettingsByNameOfTheirScene() {
    Map<String, SceneSettings> read =
        readAll("scenes: {illegal-parking: {dwell: PT90S, classes: [bicycle], leastScore: 0.3}}");

    var settings = (IllegalParkingSettings) read.get("illegal-parking");
    assertThat(settings.dwell()).isEqualTo(Duration.ofSeconds(90));
    assertThat(settings.classes()).containsExactly("bicycle");
    assertThat(settings.leastScore()).isEqualTo(0.3);
    assertThat(settings.leaveAfter()).isEqualTo(IllegalParkingSettings.DEFAULTS.leaveAfter());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "illegal-parkin: {}                    | did you mean illegal-parking?",
        "illegal-parking: {dwel: PT3M}         | dwel: unknown key; did you mean dwell?",
        "illegal-parking: {dwell: 3m}          | dwell: \"3m\" (expected: an ISO 8601 duration",
        "illegal-parking: {dwell: PT0S}        | from PT1S to PT24H",
        "illegal-parking: {leastScore: 1.4}   | leastScore: 1.4 (expected: a number from 0.01",
        "illegal-parking: {leastScore: 0.9}   | at least half of leastScore, 0.9",
        "illegal-parking: {classes: []}        | at least one class",
        "illegal-parking: {leaveAfter: PT2H}  | leaveAfter",
        "street-vending: {dwell: 3m}           | dwell: \"3m\" (expected: an ISO 8601 duration",
        "street-vending: {classes: {cup: -1}}  | classes.cup: -1 (expected: a weight from 0 to 10",
        "street-vending: {classes: {cup: big}} | classes.cup: big (expected: a weight",
        "street-vending: {classes: {person: 1}} | people count by themselves",
        "illegal-parking: {zones: {a: {dwel: PT5M}}} | zones.a.dwel: unknown key; did you mean dwell",
        "illegal-parking: {zones: {a: {schedule: [noon]}}} | zones.a.schedule: noon (expected: days",
        "illegal-parking: {dwellOf: {bus: soon}} | dwellOf.bus: soon (expected: an ISO 8601",
        "illegal-parking: {dwellOf: {tram: PT5M}} | dwellOf: tram (expected: one of classes, bus,",
        "illegal-parking: {zones: {a: {classes: []}}} | zones.a.classes: none (expected: at least",
        "street-vending: {leastEvidence: 0}    | leastEvidence: 0 (expected: a number from 0.01",
      })
  void namesWhatIsWrongWithSettings(String yaml, String message) {
    assertThatThrownBy(() -> readAll("scenes: {" + yaml + "}"))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("scenes.")
        .hasMessageContaining(message);
  }

  @Test
  void makesScenesForTheZonesTheyWatch() {
    List<Scene> scenes = create(KERB, WALL);

    assertThat(scenes).extracting(Scene::name).containsExactly("illegal-parking");
  }

  @Test
  void refusesASceneWithoutAZoneToWatch() {
    assertThatThrownBy(() -> create(WALL))
        .isInstanceOf(CityException.class)
        .hasMessage(
            "cam-1: zones: wall (facade) (expected: a zone of kind no-parking or fire-lane for"
                + " illegal-parking)");
    assertThatThrownBy(() -> create()).hasMessageContaining("cam-1: zones: no zones");
  }

  @Test
  void refusesSettingsOfAZoneThatIsNotThere() {
    var parking =
        readAll("scenes: {illegal-parking: {zones: {kerbs: {dwell: PT20M}}}}")
            .get("illegal-parking");

    assertThatThrownBy(() -> SceneCatalog.create("cam-1", List.of(parking), List.of(KERB, WALL)))
        .isInstanceOf(CityException.class)
        .hasMessage(
            "cam-1: scenes.illegal-parking.zones: kerbs (expected: a zone that it watches, kerb;"
                + " did you mean kerb?)");
  }

  private static List<Scene> create(Zone... zones) {
    return SceneCatalog.create("cam-1", List.of(IllegalParkingSettings.DEFAULTS), List.of(zones));
  }

  private static Map<String, SceneSettings> readAll(String yaml) {
    return SettingsFile.parse(yaml, "cityward.yml", s -> s.named("scenes", SceneCatalog::read));
  }
}
