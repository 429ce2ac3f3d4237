package io.cityward.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import io.cityward.core.Point;
import io.cityward.core.settings.SettingsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneTest {

  @Test
  void readsAZoneAndKnowsWhatLiesInside() {
    Zone zone = read("{id: kerb, kind: fire-lane, polygon: [[0, 0.5], [1, 0.5], [0.5, 1]]}");

    assertThat(zone.kind()).isEqualTo(ZoneKind.FIRE_LANE);
    assertThat(zone.contains(new Point(0.5, 0.7))).isTrue();
    assertThat(zone.contains(new Point(0.1, 0.9))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{kind: facade, polygon: [[0,0],[1,0],[1,1]]}            | id: missing",
        "{id: a, kind: facades, polygon: [[0,0],[1,0],[1,1]]}    | no-parking, fire-lane",
        "{id: a, kind: facade, polygon: [[0,0],[1,1]]}           | at least 3 points",
        "{id: a, kind: facade, polygon: [[0,0],[1,0],[1,1.2]]}   | points inside 0..1",
        "{id: a, kind: facade, polygon: [[0,0],[1,0],[1,1.2]]}   | [1.0, 1.2] (expected: points",
        "{id: east, kind: facade, polygon: [[0,0],[1,-1],[1,1]]} | zone east leaves the picture",
        "{id: a, kind: facade, polygon: [[0,0],[1],[1,1]]}       | points of two numbers",
        "{id: a, kind: facade, polygon: [[0,0],[1,1],[1,0],[0,1]]} | do not cross",
        "{id: a, kind: facade, polygon: [[0,0],[1,0],[1,1]], x: 1} | x: unknown key",
      })
  void namesWhatIsWrongWithAZone(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(CityException.class)
        .hasMessageContaining(message);
  }

  private static Zone read(String yaml) {
    return SettingsFile.parse(yaml, "zone.yml", Zone::read);
  }
}
