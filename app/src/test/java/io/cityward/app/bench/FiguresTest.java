package io.cityward.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void percentilesAreByNearestRankAndLateOnesAreCounted() {
    double[] values = IntStream.rangeClosed(1, 100).mapToDouble(i -> i).toArray();
    assertThat(Spread.of(values, 97)).isEqualTo(new Spread(100, 50, 99, 100, 3));
    assertThat(Spread.of(new double[] {7}, 500)).isEqualTo(new Spread(1, 7, 7, 7, 0));
    assertThat(Spread.of(new double[0], 500)).isEqualTo(new Spread(0, 0, 0, 0, 0));
  }

  @Test
  void aSpreadSurvivesTheWayToTheOtherProcess() {
    Spread spread = Spread.of(new double[] {1.5, 2.5, 600}, 500);
    assertThat(Spread.of(spread.toJson())).isEqualTo(spread);
  }

  @Test
  void everyBeatBelongsToOneOfTwoNeighbouringWindows() {
    Beat beat = new Beat(1_000, 200);
    assertThat(beat.between(1_000, 1_400)).isEqualTo(2);
    assertThat(beat.between(999, 1_400)).isEqualTo(3);
    assertThat(beat.between(1_001, 1_199)).isZero();
    for (long middle = 1_000; middle < 3_000; middle += 37) {
      assertThat(beat.between(500, middle) + beat.between(middle, 3_000)).isEqualTo(13);
    }
  }
}
