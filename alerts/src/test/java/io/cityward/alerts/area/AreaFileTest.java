package io.cityward.alerts.area;

import static io.cityward.alerts.area.Shapes.area;
import static io.cityward.alerts.area.Shapes.collection;
import static io.cityward.alerts.area.Shapes.feature;
import static io.cityward.alerts.area.Shapes.square;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AreaFileTest {

  private static AreaFile parse(String... features) {
    return AreaFile.parse(collection(features), AreaFile.Degrees.WGS_84);
  }

  private static List<String> problems(String... features) {
    return parse(features).problems().stream().map(Problem::toString).toList();
  }

  @Test
  void readsPolygonsAndMultiPolygonsAndLeavesOtherPropertiesAlone() {
    String multi =
        "{\"type\":\"Feature\",\"id\":7,\"properties\":{\"code\":\"b\",\"level\":\"grid\",\"people\":3},"
            + "\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":[["
            + square(1, 1, 1)
            + "],["
            + square(3, 3, 1)
            + "]]}}";
    AreaFile file = parse(area("a", "street", "", "", square(0, 0, 5)), multi);
    assertThat(file.problems()).isEmpty();
    assertThat(new AreaMap(file.areas()).at(3.5, 3.5))
        .extracting(Area::code)
        .containsExactly("b", "a");
  }

  @Test
  void namesFeaturePropertyAndValueOfEverythingThatIsWrong() {
    assertThat(
            problems(
                area("ok", "grid", "", "", square(0, 0, 1)),
                feature("\"code\":310116,\"level\":\"gird\"", square(0, 0, 1)),
                feature("\"level\":\"grid\"", square(0, 0, 1)),
                area("ok", "grid", "", "", square(0, 0, 1))))
        .containsExactly(
            "features[1].properties.code: 310116 (expected: a text)",
            "features[1].properties.level: gird (expected: one of city, district, street, community,"
                + " grid, department)",
            "features[2].properties.code: missing (expected: a text)",
            "features[3].properties.code: ok (expected: a code used once)");
  }

  @Test
  void refusesShapesThatAreNone() {
    assertThat(problems(area("a", "grid", "", "", "[[0,0],[1,1],[1,0],[0,1],[0,0]]")).get(0))
        .startsWith("features[0].geometry: Self-intersection");
    assertThat(problems(area("a", "grid", "", "", "[[0,0],[1,1],[1,0]]")))
        .containsExactly(
            "features[0].geometry: a ring of 3 points (expected: 4 or more, the last as the first)");
    assertThat(problems(area("a", "grid", "", "", "[[0,0],[1,100],[1,0],[0,0]]")).get(0))
        .contains("[1,100] (expected: [longitude -180..180, latitude -90..90], in degrees)");
    assertThat(problems(area("a", "grid", "", ""))).hasSize(1);
  }

  @Test
  void refusesWhatIsNoFeatureCollectionOrNestedTooDeep() {
    assertThatThrownBy(() -> parse("[").problems()).hasMessageContaining("geojson: ");
    assertThatThrownBy(() -> parse("[".repeat(50) + "]".repeat(50)))
        .hasMessageContaining("nested at most 20 deep");
    byte[] gcj =
        "{\"type\":\"FeatureCollection\",\"crs\":{\"properties\":{\"name\":\"GCJ02\"}},\"features\":[]}"
            .getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> AreaFile.parse(gcj, AreaFile.Degrees.WGS_84))
        .hasMessage("crs: GCJ02 (expected: none, CRS84, EPSG:4326 or EPSG:4490)");
  }
}
