package io.cityward.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.alert.Place;
import io.cityward.alerts.camera.Login;
import io.cityward.core.CityException;
import io.cityward.ingest.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CameraConfigTest {

  private static final String ZONE = "{id: k, kind: no-parking, polygon: [[0, 0], [1, 0], [1, 1]]}";

  @TempDir private Path folder;

  @BeforeEach
  void paint() throws IOException {
    var picture =
        new java.awt.image.BufferedImage(64, 36, java.awt.image.BufferedImage.TYPE_3BYTE_BGR);
    javax.imageio.ImageIO.write(picture, "jpg", folder.resolve("north.jpg").toFile());
    Files.writeString(folder.resolve("north.txt"), "north");
  }

  private CameraConfig read(String keys) {
    String yaml =
        "cameras: [{id: a, url: 'rtsp://h/1'" + (keys.isEmpty() ? "" : ", " + keys) + "}]";
    return CityConfig.parse(yaml, "c.yml", folder, folder).cameras().get(0);
  }

  @Test
  void aZoneLiesWhereItSaysAndElseWhereItsCameraDoes() {
    CameraConfig camera =
        read(
            """
            place: {id: gate, name: Gate, area: A1, latitude: 31, longitude: 121},
            zones: [{id: k, kind: no-parking, polygon: [[0, 0], [1, 0], [1, 1]],
                     place: {id: kerb, latitude: 31.001, longitude: 121.002}},
                    {id: l, kind: no-parking, polygon: [[0, 0], [1, 0], [1, 1]]}]
            """);
    assertThat(camera.placeOf("k")).isEqualTo(new Place("kerb", "Gate", "A1", 31.001, 121.002));
    assertThat(camera.placeOf("l")).isEqualTo(new Place("gate", "Gate", "A1", 31, 121));
    assertThatThrownBy(
            () ->
                read(
                    "zones: [{id: k, kind: no-parking, polygon: [[0, 0], [1, 0], [1, 1]],"
                        + " place: {ids: x}}]"))
        .hasMessageContaining("cameras[0].zones[0].place.ids: unknown key; did you mean id?");
  }

  @Test
  void readsEveryKey() {
    CameraConfig camera =
        read(
            """
            name: Gate, subUrl: 'rtsp://h/2', transport: auto, enabled: false,
            patrol: {every: PT15M, stay: PT10S}, inputSize: 416x256,
            presets: [{id: north, picture: north.jpg, zones: [%s]}],
            scenes: {illegal-parking: {dwell: PT1M}}
            """
                .formatted(ZONE));
    assertThat(camera.subUrl())
        .hasValueSatisfying(url -> assertThat(url).hasToString("rtsp://h/2"));
    assertThat(camera.transport()).contains(Transport.AUTO);
    assertThat(camera.enabled()).isFalse();
    assertThat(camera.patrol())
        .contains(new Patrol(Duration.ofMinutes(15), Duration.ofSeconds(10)));
    assertThat(camera.presets())
        .singleElement()
        .extracting(io.cityward.scenes.preset.Preset::id)
        .isEqualTo("north");
    assertThat(camera.presets().get(0).picture()).isEqualTo(folder.resolve("north.jpg"));
    assertThat(camera.allZones()).hasSize(1);
    assertThat(camera.sceneTexts()).containsEntry("illegal-parking", "{\"dwell\":\"PT1M\"}");
  }

  @Test
  void isWatchedWithoutABreakUnlessToldOtherwise() {
    CameraConfig camera = read("");
    assertThat(camera.enabled()).isTrue();
    assertThat(camera.patrol()).isEmpty();
    assertThat(camera.subUrl()).isEmpty();
    assertThat(camera.transport()).isEmpty();
    assertThat(camera.presets()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "subUrl: 'rtsp://h:0/x' | cameras[0].subUrl: rtsp://h:0/x (expected: a port",
        "zones: [{id: k, kind: no-parking, polygon: [[0, 0], [1, 0], [1, 1]]}], scenes: {illegal-parking: {schedule: ['MON 25:00-26:00']}} | cameras[0].scenes.illegal-parking.schedule: MON 25:00-26:00 (expected: days, hours or both",
        "zones: [{id: k, kind: no-parking, polygon: [[0, 0], [1, 0], [1, 1]]}], scenes: {illegal-parking: {schedule: 'MON'}} | cameras[0].scenes.illegal-parking.schedule: \"MON\" (expected: a list",
        "zones: [{id: k, kind: no-parking, polygon: [[0, 0], [1, 0], [1, 1]]}], scenes: {illegal-parking: {leastAlertScore: 1.5}} | cameras[0].scenes.illegal-parking.leastAlertScore: 1.5 (expected: a number from 0 to 1)",
        "transport: pigeon | cameras[0].transport: \"pigeon\" (expected: one of tcp, udp, auto)",
        "enabled: maybe | cameras[0].enabled: \"maybe\" (expected: true or false)",
        "patrol: {every: PT15M} | cameras[0].patrol.stay: missing",
        "patrol: {every: PT10S, stay: PT10S} | cameras[0].patrol.every: PT10S (expected: longer",
        "patrol: {every: PT1S, stay: PT10S} | cameras[0].patrol.every: \"PT1S\" (expected: an ISO",
        "patrol: {every: P9D, stay: PT10S} | cameras[0].patrol.every: \"P9D\" (expected: an ISO",
        "inputSize: huge | cameras[0].inputSize: huge (expected: width x height",
        "presets: [{id: UP, picture: north.jpg}] | cameras[0].presets[0].id: UP (expected: 1 to 63",
        "presets: [{id: n, picture: no.jpg}] | no.jpg (expected: a file that exists)",
        "presets: [{id: n, picture: north.txt}] | north.txt (expected: a JPEG of at most",
        "presets: [{id: n}] | cameras[0].presets[0].picture: missing",
        "zones: [], presets: [{id: n, picture: north.jpg}] | (expected: zones or presets, not both)",
        "scenes: {illegal-parking: {}} | no zones (expected: a zone of kind no-parking",
        "place: {name: \"a\\tb\"} | cameras[0].place.name: 3 characters (expected: 0 to 200",
        "name: '' | cameras[0].name: 0 characters (expected: 1 to 200 printable"
      })
  void whatCannotBeIsNamedWithItsPath(String keys, String problem) {
    assertThatThrownBy(() -> read(keys))
        .isInstanceOf(CityException.class)
        .hasMessageContaining(problem)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[0, 0], [1, 1]] | 2 points (expected: at least 3 points)",
        "[[0, 0], [1, 1], [1, 0], [0, 0.9]] | edges that do not cross or touch",
        "[[0, 0], [1, 0], [1, 1], [0, 0]] | twice in a row",
        "[[0, 0], [0.001, 0], [0.001, 0.001]] | an area, not a line",
        "[[0, 0], [2, 0], [1, 1]] | points inside 0..1",
        "[[0, 0], [1], [1, 1]] | points of two numbers"
      })
  void aZoneThatIsNoneIsRefusedAndNothingElseIsBlamed(String polygon, String expected) {
    String zone = "{id: k, kind: no-parking, polygon: " + polygon + "}";
    assertThatThrownBy(() -> read("zones: [" + zone + "], scenes: {illegal-parking: {}}"))
        .hasMessageStartingWith("c.yml: cameras[0].zones[0].polygon: ")
        .hasMessageContaining(expected)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"illegal-parking", "garbage-pile", "street-vending"})
  void aSceneOfTheStreetIsRefusedOnACameraThatOnlyHasAFacade(String scene) {
    String wall = "{id: wall, kind: facade, polygon: [[0, 0], [1, 0], [1, 1]]}";
    assertThatThrownBy(() -> read("zones: [" + wall + "], scenes: {" + scene + ": {}}"))
        .hasMessageContaining("zones: wall (facade) (expected: a zone of kind no-")
        .hasMessageContaining("for " + scene);
  }

  @Test
  void settingsOfAZoneThatTheCameraDoesNotHaveAreRefused() {
    String scenes = "scenes: {illegal-parking: {zones: {bay: {dwell: PT20M}}}}";
    assertThatThrownBy(() -> read("zones: [" + ZONE + "], " + scenes))
        .hasMessageContaining(
            "scenes.illegal-parking.zones: bay (expected: a zone that it watches");
    assertThat(read("zones: [" + ZONE.replace("id: k", "id: bay") + "], " + scenes).tasks())
        .hasSize(1);
  }

  @Test
  void idsOfZonesAndPresetsAreUnique() {
    assertThatThrownBy(() -> read("zones: [" + ZONE + ", " + ZONE + "]"))
        .hasMessageContaining("zones: [k, k] (expected: a different id for each)");
    String preset = "{id: n, picture: north.jpg, zones: [" + ZONE + "]}";
    assertThatThrownBy(() -> read("presets: [" + preset + ", " + preset + "]"))
        .hasMessageContaining("presets: [n, n] (expected: a different id for each)");
    assertThat(
            read("presets: [" + preset + ", " + preset.replace("id: n", "id: m") + "]").presets())
        .hasSize(2);
  }

  @Test
  void theRegistrysCamerasAreReadByTheSameRulesAndKnowNoEnvironment() {
    assertThatThrownBy(
            () ->
                CameraConfig.of(
                    "{\"id\": \"a\", \"url\": \"rtsp://u:p@h/1\", \"passwordEnv\": \"HOME\"}",
                    true,
                    Login.NONE,
                    folder))
        .hasMessageContaining("passwordEnv: unknown key")
        .hasMessageContaining("url: rtsp://h/1 (expected: no user and password in it")
        .hasMessageNotContaining("u:p");
    CameraConfig camera =
        CameraConfig.of(
            "{\"id\": \"a\", \"url\": \"rtsp://h/1\"}",
            false,
            new Login("viewer", "s3cret"),
            folder);
    assertThat(camera.enabled()).isFalse();
    assertThat(camera.url().hasCredentials()).isTrue();
    assertThat(camera.toString()).doesNotContain("s3cret");
  }

  @Test
  void knowsWhetherItMustBeConnectedAnew() {
    CameraConfig camera = read("zones: [" + ZONE + "]");
    assertThat(camera.sameSource(read("name: Other, inputSize: 416x256"))).isTrue();
    assertThat(camera.sameSource(read("transport: udp"))).isFalse();
    assertThat(camera.sameSource(read("subUrl: 'rtsp://h/2'"))).isFalse();
    assertThat(camera.sameSource(read("enabled: false"))).isFalse();
  }
}
