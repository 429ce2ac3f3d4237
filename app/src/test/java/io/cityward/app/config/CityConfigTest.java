package io.cityward.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import io.cityward.scenes.SceneCatalog;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CityConfigTest {

  private static final Path HOME = Path.of("/opt/cityward");

  private static final String CAMERA =
      """
      - id: kerb
        url: rtsp://127.0.0.1/kerb
        zones: [{id: east, kind: no-parking, polygon: [[0, 0], [1, 0], [1, 1]]}]
        scenes: {illegal-parking: {dwell: PT30S}}
      """;

  private static CityConfig parse(String yaml) {
    return CityConfig.parse(yaml, "cityward.yml", Path.of("/etc/cityward"), HOME);
  }

  @Test
  void theDefaultFileHoldsTheDefaults() {
    Path file = Path.of("../deploy/cityward.yml");
    CityConfig written = CityConfig.read(file, HOME);
    CityConfig defaults = CityConfig.parse("", "", file.toAbsolutePath().getParent(), HOME);
    assertThat(written).isEqualTo(defaults);
  }

  @Test
  void readsACameraWithItsScene() {
    CityConfig config = parse("cameras:\n" + CAMERA);
    CameraConfig camera = config.cameras().get(0);
    assertThat(camera.name()).isEqualTo("kerb");
    assertThat(camera.tasks()).singleElement().extracting("scene").isEqualTo("illegal-parking");
    assertThat(camera.zones()).singleElement().extracting("kind").hasToString("no-parking");
  }

  @Test
  void pathsAreRelativeToTheFile() {
    assertThat(parse("data: {folder: book}").alerts().database().getParent())
        .hasToString("/etc/cityward/book");
    assertThat(parse("").inference().models()).hasToString("/opt/cityward/models");
  }

  @Test
  void reportsAllProblemsTogether() {
    assertThatThrownBy(
            () ->
                parse(
                    """
                    server: {port: 99999, hots: x}
                    alerts: {departments: [{id: park, name: Parks, connector: nowhere}]}
                    cameras:
                    - {id: Bad Id, url: "gopher://x", scenes: {}}
                    """))
        .isInstanceOfSatisfying(
            CityException.class,
            e ->
                assertThat(e.getMessage().lines())
                    .hasSize(5)
                    .anyMatch(l -> l.contains("server.port: 99999 (expected: a whole number"))
                    .anyMatch(l -> l.contains("server.hots: unknown key; did you mean host?"))
                    .anyMatch(l -> l.contains("nowhere (expected: none, no connector is set)"))
                    .anyMatch(l -> l.contains("cameras[0].id: Bad Id"))
                    .anyMatch(l -> l.contains("url: gopher://x")));
  }

  @Test
  void aRuleMustNameADepartmentThatExists() {
    assertThatThrownBy(
            () ->
                parse(
                    """
                    alerts:
                      departments: [{id: park, name: Parks}]
                      rules: [{name: r, department: police}]
                    """))
        .hasMessageContaining("rules[0].department: police (expected: one of [park])");
  }

  @Test
  void aSceneWithoutAZoneOfItsKindIsRefused() {
    assertThatThrownBy(() -> parse("cameras:\n" + CAMERA.replace("no-parking", "no-vending")))
        .hasMessageContaining("kerb: zones: east (no-vending)")
        .hasMessageContaining("illegal-parking");
  }

  @Test
  void aPasswordNeverReachesAMessage() {
    assertThatThrownBy(() -> parse("cameras: [{id: a, url: 'rtsp://viewer:s3cret@host:99999/x'}]"))
        .hasMessageContaining("url")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void aPasswordVariableMustBeSet() {
    assertThatThrownBy(
            () ->
                parse(
                    "cameras: [{id: a, url: 'rtsp://h/x', user: u, passwordEnv: NO_SUCH_VARIABLE_X}]"))
        .hasMessageContaining("NO_SUCH_VARIABLE_X (expected: an environment variable that is set)");
  }

  @Test
  void theRingMustHoldAWholeClip() {
    assertThatThrownBy(() -> parse("evidence: {preRoll: PT60S}"))
        .hasMessageContaining("ingest.ringDuration: PT15S (expected: at least")
        .hasMessageContaining("PT1M4S");
  }

  @ParameterizedTest
  @CsvSource({"no-parking, 09009", "fire-lane, 09012", "non-motor, 09010"})
  void aZoneKindMayHaveItsOwnCode(String kind, String code) {
    assertThat(parse("").eventCodes().of("illegal-parking", kind).code()).isEqualTo(code);
  }

  @Test
  void aCityMayUseItsOwnCodes() {
    CityConfig config = parse("eventCodes: {illegal-parking: {code: '605', name: 违停}}");
    assertThat(config.eventCodes().of("illegal-parking", "no-parking").code()).isEqualTo("605");
    assertThatThrownBy(() -> parse("eventCodes: {ilegal-parking: {code: '605', name: x}}"))
        .hasMessageContaining("eventCodes.ilegal-parking")
        .hasMessageContaining(SceneCatalog.names().toString());
  }
}
