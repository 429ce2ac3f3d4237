package io.cityward.app.eval.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cityward.app.eval.images.AveragePrecision.Best;
import io.cityward.app.eval.images.AveragePrecision.Claim;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The areas were worked out by hand. */
class AveragePrecisionTest {

  /** Claims from the best score down, + found and - not; each a tenth below the one before. */
  private static AveragePrecision of(String claims, int objects) {
    List<Claim> list = new ArrayList<>();
    for (int i = 0; i < claims.length(); i++) {
      list.add(new Claim(0.9 - i / 10.0, claims.charAt(i) == '+'));
    }
    Collections.shuffle(list, new Random(1));
    return new AveragePrecision(list, objects);
  }

  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource({
    "+,    1, 1.0",
    "-,    1, 0.0",
    "++,   2, 1.0",
    "++,   4, 0.5",
    "-+,   1, 0.5",
    "+-,   1, 1.0",
    // Half of the recall at precision 1, the other half at 2 of 3.
    "+-+,  2, 0.833333",
    // Falling precision: 1/2 at first, but 2/3 at a higher recall counts for it too.
    "-++,  2, 0.666667",
    // 1 for the first third, 3/4 for the second (2/3 lies below it), 3/4 for the last.
    "+-++, 3, 0.833333",
    // One object is never found: a quarter of the recall is worth nothing.
    "+-++, 4, 0.625",
  })
  void isTheAreaUnderTheCurve(String claims, int objects, double area) {
    assertThat(of(claims, objects).value()).hasValueCloseTo(area, within(1e-6));
  }

  @Test
  void ofNothingToBeFoundThereIsNone() {
    assertThat(of("-", 0).value()).isEmpty();
    assertThat(of("-", 0).best()).isEmpty();
  }

  @Test
  void ofNothingClaimedItIsZero() {
    assertThat(of("", 3).value()).hasValue(0);
    assertThat(of("", 3).best()).isEmpty();
  }

  @Test
  void theBestScoreServesPrecisionAndRecallAlike() {
    // F1 after each claim: 2/5, 2/6, 4/7, 6/8, 6/9.
    Best best = of("+-++-", 4).best().orElseThrow();
    assertThat(best.precision()).isEqualTo(0.75);
    assertThat(best.recall()).isEqualTo(0.75);
    assertThat(best.score()).isCloseTo(0.6, within(1e-9));
  }

  @Test
  void claimsOfOneScoreStandOrFallTogether() {
    List<Claim> claims =
        new ArrayList<>(List.of(new Claim(0.5, true), new Claim(0.5, false), new Claim(0.5, true)));
    double one = new AveragePrecision(claims, 2).value().orElseThrow();
    Collections.reverse(claims);
    Collections.swap(claims, 0, 1);
    assertThat(new AveragePrecision(claims, 2).value()).hasValue(one).hasValue(2.0 / 3);
  }
}
