package io.cityward.app.cameras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.core.CityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvCameraTest {

  private static CameraForm form(String header, String line) {
    return form(header, line, Settings.empty());
  }

  private static CameraForm form(String header, String line, ObjectNode before) {
    return CsvCamera.form(CsvFile.read(header + "\n" + line).get(0), before, true, "kept-user");
  }

  @Test
  void writesEveryColumnInTheShapeOfTheFile() {
    CameraForm form =
        form(
            "id,name,url,sub_url,user,password,transport,area,place,latitude,longitude,scenes,"
                + "zones,patrol_every,patrol_stay,enabled,input_size",
            "a,Gate,rtsp://h/1,rtsp://h/2,u,p,udp,310116,East,30.5,121,illegal-parking|x,"
                + "k:no-parking:0 0 1 0 1 1,PT15M,PT10S,false,416x256");
    assertThat(form.settings())
        .isEqualTo(
            Settings.parse(
                """
                {"id": "a", "name": "Gate", "url": "rtsp://h/1", "subUrl": "rtsp://h/2",
                 "transport": "udp", "inputSize": "416x256",
                 "place": {"name": "East", "area": "310116", "latitude": 30.5, "longitude": 121.0},
                 "patrol": {"every": "PT15M", "stay": "PT10S"},
                 "zones": [{"id": "k", "kind": "no-parking",
                            "polygon": [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]]}],
                 "scenes": {"illegal-parking": {}, "x": {}}}
                """));
    assertThat(form.enabled()).isFalse();
    assertThat(form.user()).isEqualTo("u");
    assertThat(form.password()).contains("p");
    assertThat(form.toString()).doesNotContain("rtsp").contains("a");
  }

  @Test
  void aColumnThatIsMissingLeavesWhatIsKept() {
    ObjectNode before =
        Settings.parse(
            """
            {"id": "a", "name": "Gate", "url": "rtsp://h/1", "inputSize": "416x256",
             "scenes": {"illegal-parking": {"dwell": "PT1M"}, "gone": {}}}
            """);
    CameraForm form =
        form("id,name,input_size,scenes,password", "a,New,,illegal-parking|x,", before);
    assertThat(form.settings().path("name").asText()).isEqualTo("New");
    assertThat(form.settings().path("url").asText()).isEqualTo("rtsp://h/1");
    assertThat(form.settings().has("inputSize")).isFalse();
    assertThat(form.settings().path("scenes"))
        .isEqualTo(Settings.parse("{\"illegal-parking\": {\"dwell\": \"PT1M\"}, \"x\": {}}"));
    assertThat(form.user()).isEqualTo("kept-user");
    assertThat(form.password()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"是, true", "FALSE, false", "1, true", "停用, false", "'', true"})
  void enabledIsSaidInManyWays(String text, boolean enabled) {
    assertThat(form("id,enabled", "a," + text).enabled()).isEqualTo(enabled);
  }

  @Test
  void zonesMayBeJson() {
    CameraForm form =
        form("id,zones", "a,\"[{\"\"id\"\":\"\"k\"\",\"\"kind\"\":\"\"facade\"\"}]\"");
    assertThat(form.settings().path("zones").path(0).path("kind").asText()).isEqualTo("facade");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "k:no-parking ~ zones: k:no-parking (expected: JSON, or id:kind:x1 y1",
        "k:no-parking:0 0 1 ~ two numbers per corner",
        "k:no-parking:0 0 1 zero ~ id:kind:x1 y1",
        "[{] ~ zones: no JSON"
      })
  void zonesThatCannotBeReadAreRefused(String zones, String message) {
    assertThatThrownBy(() -> form("id,zones,enabled", "a," + zones + ",maybe"))
        .isInstanceOf(CityException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("enabled: maybe (expected: true or false");
  }
}
