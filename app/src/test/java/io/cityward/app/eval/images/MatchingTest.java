package io.cityward.app.eval.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.app.eval.images.AveragePrecision.Claim;
import io.cityward.app.eval.images.Matching.Claimed;
import io.cityward.core.Box;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchingTest {

  private static final Box CAR = new Box(0.2, 0.2, 0.4, 0.4);

  /** Twice as wide: half of it overlaps, exactly. */
  private static final Box HALF = new Box(0.2, 0.2, 0.6, 0.4);

  private static final Box BESIDE = new Box(0.31, 0.2, 0.51, 0.4);

  @Test
  void halfAnOverlapIsEnough() {
    assertThat(CAR.iou(HALF)).isGreaterThan(0.4999).isLessThan(0.5001);
    assertThat(found(List.of(new Claimed(new Box(0, 0, 1, 0.5), 0.9)), new Box(0, 0, 1, 1)))
        .containsExactly(true);
    assertThat(found(List.of(new Claimed(BESIDE, 0.9)), CAR)).containsExactly(false);
  }

  @Test
  void theBestScoreTakesTheObjectAndAnotherClaimOnItIsFalse() {
    assertThat(Matching.match(List.of(new Claimed(CAR, 0.3), new Claimed(CAR, 0.8)), List.of(CAR)))
        .containsExactly(new Claim(0.8, true), new Claim(0.3, false));
  }

  @Test
  void aClaimTakesTheObjectThatItOverlapsMost() {
    Box near = new Box(0.22, 0.2, 0.42, 0.4);
    assertThat(found(List.of(new Claimed(near, 0.9), new Claimed(CAR, 0.5)), CAR, near))
        .containsExactly(true, true);
  }

  @Test
  void withoutObjectsEveryClaimIsFalse() {
    assertThat(found(List.of(new Claimed(CAR, 0.9)))).containsExactly(false);
  }

  private static List<Boolean> found(List<Claimed> claims, Box... objects) {
    return Matching.match(claims, List.of(objects)).stream().map(Claim::found).toList();
  }
}
