package io.cityward.alerts.area;

import static io.cityward.alerts.area.Shapes.area;
import static io.cityward.alerts.area.Shapes.areas;
import static io.cityward.alerts.area.Shapes.square;
import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.alert.Place;
import org.junit.jupiter.api.Test;

class AreaMapTest {

  /** A street of two by two, a grid in its south-west with a hole, another one over part of it. */
  private final AreaMap map =
      new AreaMap(
          areas(
              area("310116", "district", "", "", square(121, 30, 3)),
              area("310116003", "street", "310116", "street-office", square(121, 30, 2)),
              area(
                  "310116003001",
                  "grid",
                  "310116003",
                  "",
                  square(121, 30, 1),
                  square(121.4, 30.4, 0.2)),
              area("310116003002", "grid", "310116003", "", square(121.9, 30, 0.2)),
              area("lanes", "department", "", "fire", square(121.05, 30.05, 0.1))));

  private static Place at(String area, double latitude, double longitude) {
    return new Place("here", area, latitude, longitude);
  }

  @Test
  void takesTheDeepestAreaForWhereSomethingIs() {
    assertThat(map.located(at("", 30.5, 121.2)).area()).isEqualTo("310116003001");
  }

  @Test
  void takesTheNextAboveInAHole() {
    assertThat(map.located(at("", 30.5, 121.5)).area()).isEqualTo("310116003");
  }

  @Test
  void takesTheSmallerOfTwoThatOverlap() {
    assertThat(map.located(at("", 30.1, 121.95)).area()).isEqualTo("310116003002");
  }

  @Test
  void takesAnEdgeForInside() {
    assertThat(map.located(at("", 30, 122.05)).area()).isEqualTo("310116003002");
  }

  @Test
  void leavesAPlaceAloneThatHasAnAreaOrNoPositionOrLiesOutside() {
    assertThat(map.located(at("X1", 30.5, 121.2)).area()).isEqualTo("X1");
    assertThat(map.located(at("", 0, 0)).area()).isEmpty();
    assertThat(map.located(at("", 10, 10)).area()).isEmpty();
  }

  @Test
  void namesAllAreasAroundAPlaceTheDeepestFirstAndThoseOfDepartmentsLast() {
    assertThat(map.around(at("", 30.1, 121.1)))
        .extracting(Area::code)
        .containsExactly("310116003001", "310116003", "310116", "lanes");
  }

  @Test
  void letsTheCodeHaveTheSayOverThePosition() {
    assertThat(map.around(at("310116003002", 30.1, 121.1)))
        .extracting(Area::code)
        .containsExactly("310116003002", "310116003", "310116", "lanes");
  }

  @Test
  void undoesTheShiftOfWebMapsToAMetre() {
    double[] shifted = Gcj02.fromWgs84(121.3, 30.7);
    double[] back = Gcj02.toWgs84(shifted[0], shifted[1]);
    assertThat(Math.hypot(shifted[0] - 121.3, shifted[1] - 30.7)).isBetween(0.002, 0.01);
    assertThat(Math.hypot(back[0] - 121.3, back[1] - 30.7)).isLessThan(1e-6);
  }
}
