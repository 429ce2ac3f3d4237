package io.cityward.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {

  private enum Transport {
    TCP,
    UDP_MULTICAST
  }

  private record Camera(String id, double threshold, Transport transport, Duration dwell) {
    static Camera read(Section section) {
      String id = section.text("id");
      double threshold = section.number("threshold", 0, 1, 0.5);
      Transport transport = section.choice("transport", Transport.class, Transport.TCP);
      Duration dwell =
          section.duration("dwell", Duration.ZERO, Duration.ofHours(1), Duration.ofMinutes(3));
      return section.build(() -> new Camera(id, threshold, transport, dwell));
    }
  }

  private static List<Camera> parse(String yaml) {
    return SettingsFile.parse(yaml, "city.yml", top -> top.sections("cameras", Camera::read));
  }

  @Test
  void tellsTheKeysOfAReader() {
    assertThat(
            SettingsFile.outline(
                section ->
                    section.number("share", 0.0001, 100, 0.5)
                        + section
                            .duration(
                                "dwell", Duration.ZERO, Duration.ofDays(1), Duration.ofMinutes(3))
                            .toMinutes()
                        + section.texts("classes").size()))
        .containsExactly(
            new SettingKey("share", "0.5", "0.0001", "100"),
            new SettingKey("dwell", "PT3M", "PT0S", "PT24H"),
            new SettingKey("classes", "", "", ""));
  }

  @Test
  void readsValuesAndDefaults() {
    assertThat(parse("cameras:\n- {id: a}\n- {id: b, transport: udp-multicast, dwell: PT20S}\n"))
        .containsExactly(
            new Camera("a", 0.5, Transport.TCP, Duration.ofMinutes(3)),
            new Camera("b", 0.5, Transport.UDP_MULTICAST, Duration.ofSeconds(20)));
  }

  @Test
  void reportsAllProblemsTogetherWithFileKeyValueAndExpectation() {
    assertThatThrownBy(
            () ->
                parse(
                    """
                    cameras:
                    - {threshold: 1.4, transport: tpc}
                    - {id: b, dwel: PT20S}
                    - 7
                    camera: x
                    """))
        .isInstanceOfSatisfying(
            CityException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID);
              assertThat(e.getMessage().lines())
                  .containsExactlyInAnyOrder(
                      "city.yml: cameras[0].id: missing (expected: a text)",
                      "city.yml: cameras[0].threshold: 1.4 (expected: a number from 0 to 1)",
                      "city.yml: cameras[0].transport: \"tpc\" (expected: one of tcp,"
                          + " udp-multicast)",
                      "city.yml: cameras[1].dwel: unknown key; did you mean dwell?",
                      "city.yml: cameras[2]: 7 (expected: keys and values)",
                      "city.yml: camera: unknown key; did you mean cameras?");
              assertThat(e.problems()).hasSize(6);
            });
  }

  @Test
  void whatAConstructorRefusesBecomesAProblemOfItsSection() {
    assertThatThrownBy(
            () ->
                SettingsFile.parse(
                    "camera: {id: 'A b'}",
                    "city.yml",
                    top -> {
                      Section camera = top.section("camera");
                      String id = camera.text("id");
                      return camera.build(() -> new io.cityward.core.CameraId(id));
                    }))
        .hasMessageStartingWith("city.yml: camera.camera id: A b (expected: 1 to 63 of a-z");
  }

  @Test
  void namesThePositionOfASyntaxError() {
    assertThatThrownBy(() -> parse("cameras: [\n"))
        .isInstanceOf(CityException.class)
        .hasMessageStartingWith("city.yml:1:11: syntax: while parsing a flow node, expected the");
  }

  @Test
  void refusesADuplicateKey() {
    assertThatThrownBy(() -> parse("cameras: []\ncameras: []\n"))
        .hasMessageContaining("city.yml:2:")
        .hasMessageContaining("Duplicate field 'cameras'");
  }

  @Test
  void refusesADurationOutOfRange() {
    assertThatThrownBy(() -> parse("cameras: [{id: a, dwell: PT2H}]"))
        .hasMessageContaining("dwell: \"PT2H\" (expected: an ISO 8601 duration from PT0S to PT1H");
  }

  @Test
  void refusesAListAsAFile() {
    assertThatThrownBy(() -> parse("- a\n")).hasMessageContaining("expected: keys and values");
  }

  @Test
  void anEmptyFileHasNoKeys() {
    assertThat(parse("")).isEmpty();
  }

  @Test
  void keepsNamedSectionsInTheOrderWritten() {
    Map<String, Integer> named =
        SettingsFile.parse(
            "zones: {b: {n: 1}, a: {n: 2}}",
            "x.yml",
            top -> top.named("zones", (name, zone) -> zone.whole("n", 0, 9)));
    assertThat(named).containsExactly(Map.entry("b", 1), Map.entry("a", 2));
  }

  @Test
  void readsListsOfNumbersAndNamesWhatIsNone() {
    assertThatThrownBy(
            () ->
                SettingsFile.parse(
                    "polygon: [[0, 1], [0, x]]", "x.yml", top -> top.numberLists("polygon")))
        .hasMessageContaining("x.yml: polygon: [0,\"x\"] (expected: a list of lists of numbers)");
  }

  @Test
  void aParserThatRefusesWithoutNamingAProblemIsAProblemAllTheSame() {
    assertThatThrownBy(
            () ->
                SettingsFile.parse(
                    "picture: north.jpg",
                    "cityward.yml",
                    top ->
                        top.parsed(
                            "picture",
                            text -> {
                              throw new CityException(ErrorCode.INVALID, text + ": broken");
                            })))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("picture: north.jpg: broken");
  }

  @Test
  void aMissingFileIsNotFound(@TempDir Path dir) {
    assertThatThrownBy(() -> SettingsFile.read(dir.resolve("no.yml"), s -> s))
        .isInstanceOfSatisfying(
            CityException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
        .hasMessageContaining("no.yml");
  }
}
