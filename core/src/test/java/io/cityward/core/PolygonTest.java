package io.cityward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PolygonTest {

  private static final Polygon NOTCHED =
      Polygon.of(0.1, 0.1, 0.9, 0.1, 0.9, 0.9, 0.5, 0.4, 0.1, 0.9);

  @Test
  void containsWhatLiesInside() {
    assertThat(NOTCHED.contains(new Point(0.5, 0.3))).isTrue();
    assertThat(NOTCHED.contains(new Point(0.15, 0.7))).isTrue();
  }

  @Test
  void leavesOutTheNotchAndTheOutside() {
    assertThat(NOTCHED.contains(new Point(0.5, 0.7))).isFalse();
    assertThat(NOTCHED.contains(new Point(0.95, 0.5))).isFalse();
  }

  @Test
  void measuresItsArea() {
    assertThat(Polygon.of(0, 0, 0.5, 0, 0.5, 0.5, 0, 0.5).area()).isEqualTo(0.25);
  }

  @Test
  void refusesFewerThanThreePoints() {
    assertThatThrownBy(() -> Polygon.of(0, 0, 1, 1))
        .isInstanceOf(CityException.class)
        .hasMessage("polygon: 2 points (expected: at least 3 points)");
  }

  @Test
  void refusesPointsOutsideThePicture() {
    assertThatThrownBy(() -> Polygon.of(0, 0, 1.2, 0, 1, 1))
        .hasMessageContaining("[1.2, 0.0]")
        .hasMessageContaining("inside 0..1");
  }

  @Test
  void refusesEdgesThatCross() {
    assertThatThrownBy(() -> Polygon.of(0, 0, 1, 1, 1, 0, 0, 1))
        .hasMessageContaining("do not cross");
  }

  @Test
  void refusesALine() {
    assertThatThrownBy(() -> Polygon.of(0, 0, 0.5, 0.5, 1, 1)).hasMessageContaining("not a line");
  }

  @Test
  void keepsItsOwnCopyOfThePoints() {
    var points =
        new java.util.ArrayList<>(List.of(new Point(0, 0), new Point(1, 0), new Point(1, 1)));
    Polygon polygon = new Polygon(points);
    points.clear();
    assertThat(polygon.points()).hasSize(3);
  }
}
