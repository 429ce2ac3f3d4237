package io.cityward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "crossing, 0 0 1 1 1 0 0 0.9",
    "a corner on another edge, 0 0 1 0 1 1 0.5 0 0 1",
    "two halves that meet in a corner, 0 0 0.5 0.5 1 0 1 1 0.5 0.5 0 0.8",
    "an edge that runs back, 0 0 1 0 0.5 0 0.5 1",
    "two edges on one line, 0 0 1 0 1 1 0.8 0 0.2 0 0 1"
  })
  void refusesEdgesThatCrossOrTouch(String what, String corners) {
    double[] numbers = Arrays.stream(corners.split(" ")).mapToDouble(Double::parseDouble).toArray();
    assertThatThrownBy(() -> Polygon.of(numbers))
        .as(what)
        .hasMessageContaining("do not cross or touch");
  }

  @Test
  void refusesAPointTwiceInARow() {
    assertThatThrownBy(() -> Polygon.of(0, 0, 1, 0, 1, 0, 1, 1))
        .hasMessage(
            "polygon: [1.0, 0.0] twice in a row"
                + " (expected: each point once; the last is joined to the first by itself)");
    assertThatThrownBy(() -> Polygon.of(0, 0, 1, 0, 1, 1, 0, 0))
        .hasMessageContaining("[0.0, 0.0] twice in a row");
  }

  @Test
  void refusesMorePointsThanAnybodyDraws() {
    double[] circle = new double[402];
    for (int i = 0; i < 201; i++) {
      circle[2 * i] = 0.5 + 0.4 * Math.cos(i * Math.PI / 100.5);
      circle[2 * i + 1] = 0.5 + 0.4 * Math.sin(i * Math.PI / 100.5);
    }
    assertThatThrownBy(() -> Polygon.of(circle)).hasMessageContaining("201 points");
    assertThat(Polygon.of(Arrays.copyOf(circle, 400)).points()).hasSize(200);
  }

  @Test
  void takesCornersThatLieOnAStraightEdge() {
    assertThat(Polygon.of(0, 0, 0.5, 0, 1, 0, 1, 1).points()).hasSize(4);
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
