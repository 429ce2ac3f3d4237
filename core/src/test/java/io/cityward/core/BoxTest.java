package io.cityward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BoxTest {

  private static final Box LEFT = new Box(0, 0, 0.4, 0.4);

  @Test
  void overlapsByIntersectionOverUnion() {
    assertThat(LEFT.iou(new Box(0.2, 0, 0.6, 0.4))).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(LEFT.iou(LEFT)).isEqualTo(1);
    assertThat(LEFT.iou(new Box(0.4, 0, 0.8, 0.4))).isZero();
  }

  @Test
  void anEmptyBoxOverlapsNothing() {
    assertThat(new Box(0.1, 0.1, 0.1, 0.1).iou(new Box(0.1, 0.1, 0.1, 0.1))).isZero();
  }

  @Test
  void standsOnTheMiddleOfItsLowerEdge() {
    assertThat(LEFT.groundPoint()).isEqualTo(new Point(0.2, 0.4));
  }

  @Test
  void refusesSidesInTheWrongOrder() {
    assertThatThrownBy(() -> new Box(0.5, 0, 0.4, 1))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("[0.5, 0.0, 0.4, 1.0]")
        .hasMessageContaining("left <= right");
  }

  @Test
  void refusesNumbersThatAreNone() {
    assertThatThrownBy(() -> new Box(Double.NaN, 0, 1, 1)).isInstanceOf(CityException.class);
  }
}
