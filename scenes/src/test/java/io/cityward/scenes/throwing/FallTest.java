package io.cityward.scenes.throwing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class FallTest {

  private static final int HEIGHT = 432;

  /** Observations 12 times a second, each off its place by about so many pixels. */
  private static List<Speck> way(int count, DoubleUnaryOperator y, double scatter) {
    Random random = new Random(1);
    List<Speck> way = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double at = i / 12.0;
      double down = y.applyAsDouble(at) + scatter * random.nextGaussian();
      way.add(new Speck(i, at, 200, down, 4, 4, 10, 70, 0, 0.0005));
    }
    return way;
  }

  private static Fall.Judgement judge(List<Speck> way) {
    return Fall.judge(way, new Fall.Frame(HEIGHT, HEIGHT), HighAltitudeThrowingSettings.DEFAULTS);
  }

  @Test
  void aParabolaOfGravityIsAFall() {
    assertThat(judge(way(14, t -> 20 + 150 * t * t, 0.5)).fall()).isPresent();
  }

  /** As a walker's foot in an upside-down clip, whose first two pictures were one. */
  @Test
  void whatGoesEvenlyAndIsSeenBadlyAtItsBeginningIsNoFall() {
    Fall.Judgement judged =
        judge(way(12, t -> t < 0.1 ? 30 : t < 0.2 ? 33.7 : 20 + 144 * (t - 0.1), 0));
    assertThat(judged.fall()).isEmpty();
  }

  @Test
  void aFloorsEdgesThatFlickerOneAfterTheOtherAreNoFall() {
    List<Speck> flat =
        way(14, t -> 20 + 150 * t * t, 0.5).stream()
            .map(
                s -> new Speck(s.picture(), s.seconds(), s.x(), s.y(), 13, 1, 13, 70, 0, s.crowd()))
            .toList();
    assertThat(judge(flat).why()).contains("as high as wide");
  }
}
