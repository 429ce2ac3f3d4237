package io.cityward.alerts.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdTest {

  // By bisection of the equation that the bound solves, (p - x)² = z² x (1 - x) / n, z = 1.645.
  @ParameterizedTest
  @CsvSource({
    "5, 5, 0.649",
    "25, 25, 0.902",
    "30, 30, 0.917",
    "100, 95, 0.901",
    "100, 90, 0.840",
    "10, 5, 0.269",
    "10, 0, 0.000"
  })
  void isSureOfLessThanItSawWhileItSawLittle(int judged, int confirmed, double atLeast) {
    assertThat(new Threshold(0.5, judged, confirmed, 1).atLeast())
        .isCloseTo(atLeast, within(0.0006));
  }

  @Test
  void knowsNothingWithoutVerdicts() {
    Threshold none = new Threshold(0.5, 0, 0, 0);
    assertThat(none.precision()).isZero();
    assertThat(none.atLeast()).isZero();
  }
}
