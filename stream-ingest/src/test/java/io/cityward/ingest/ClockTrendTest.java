package io.cityward.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockTrendTest {

  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

  private final SplittableRandom random = new SplittableRandom(3);
  private final ClockTrend trend = new ClockTrend();

  @Test
  void knowsNothingBeforeTheFirstReport() {
    assertThat(trend.now()).isEmpty();
  }

  @Test
  void tellsTheOffsetAtOnceAndTheDriftLater() {
    trend.note(START.plusSeconds(3), START);

    CameraClock clock = trend.now().orElseThrow();
    assertThat(clock.offset()).isEqualTo(Duration.ofSeconds(3));
    assertThat(clock.driftPpm()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 40, -120, 900})
  void measuresTheDriftThroughTheJitterOfTheNetwork(double ppm) {
    watch(0, 600, ppm, 0);

    CameraClock clock = trend.now().orElseThrow();
    assertThat(clock.driftPpm().orElseThrow()).isCloseTo(ppm, Offset.offset(5.0));
  }

  @Test
  void doesNotTakeALongHiccupForTheCamerasClock() {
    watch(0, 200, 50, 0);
    // A minute in which everything comes 800 ms late.
    watch(200, 260, 50, -800_000);
    watch(260, 600, 50, 0);

    assertThat(trend.now().orElseThrow().driftPpm().orElseThrow())
        .isCloseTo(50, Offset.offset(10.0));
  }

  @Test
  void beginsAnewWhenSomebodySetsTheClock() {
    watch(0, 200, 0, 0);
    watch(200, 220, 0, 3_600_000_000L);

    CameraClock clock = trend.now().orElseThrow();
    assertThat(clock.driftPpm()).isEmpty();
    assertThat(clock.offset()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
  }

  /** A picture each 40 ms, each up to 150 ms late by chance. */
  private void watch(int from, int to, double ppm, long shiftMicros) {
    for (long at = from * 1_000_000L; at < to * 1_000_000L; at += 40_000) {
      long late = random.nextLong(150_000);
      long cameraMicros = Math.round(at * (1 + ppm / 1e6)) + shiftMicros;
      trend.note(micros(cameraMicros), micros(at + late));
    }
  }

  private static Instant micros(long micros) {
    return START.plus(micros, ChronoUnit.MICROS);
  }
}
