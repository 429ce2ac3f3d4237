package io.cityward.inference.fair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cityward.core.CityException;
import io.cityward.inference.fair.Lending.Use;
import java.util.List;
import org.junit.jupiter.api.Test;

class LendingTest {

  @Test
  void lendsInProportionToWhatEachLeaves() {
    assertThat(Lending.among(List.of(new Use(50, 20), new Use(30, 20), new Use(20, 40))))
        .containsExactly(new Lending(15, 0), new Lending(5, 0), new Lending(0, 20));
  }

  @Test
  void lendsNothingThatNobodyUses() {
    assertThat(Lending.among(List.of(new Use(50, 20), new Use(30, 30))))
        .containsExactly(new Lending(0, 0), new Lending(0, 0));
  }

  @Test
  void borrowsMoreThanIsLentWhereComputeIsNobodys() {
    assertThat(Lending.among(List.of(new Use(50, 40), new Use(0, 30))))
        .containsExactly(new Lending(10, 0), new Lending(0, 30));
  }

  @Test
  void lendsNothingInOverload() {
    assertThat(Lending.among(List.of(new Use(50, 25), new Use(50, 25))))
        .containsOnly(new Lending(0, 0));
  }

  @Test
  void refusesSharesThatMakeNoSense() {
    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> new Share(-1, 5, 0))
        .withMessage("guaranteed: -1.0 (expected: 0 or more CU)");
    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> new Share(Double.NaN, 5, 0))
        .withMessageContaining("guaranteed: NaN");
    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> new Share(10, 5, 0))
        .withMessageContaining("ceiling: 5.0");
  }
}
