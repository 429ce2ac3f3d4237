package io.cityward.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration MAX = Duration.ofSeconds(10);

  @Test
  void doublesUpToTheCapLessAPartByChance() {
    BackOff backOff = new BackOff(FIRST, MAX, new SplittableRandom(1));

    for (long full : new long[] {1000, 2000, 4000, 8000, 10_000, 10_000}) {
      assertThat(backOff.next().toMillis()).isBetween(full / 2, full);
    }
  }

  @Test
  void beginsAnewAfterASuccess() {
    BackOff backOff = new BackOff(FIRST, MAX, new SplittableRandom(1));
    Stream.generate(backOff::next).limit(5).forEach(wait -> {});
    backOff.lived(MAX.toNanos() + 1);

    assertThat(backOff.next()).isLessThanOrEqualTo(FIRST);
  }

  @Test
  void waitsLongestForWhatOnlyAPersonCanMend() {
    BackOff backOff = new BackOff(FIRST, MAX, new SplittableRandom(1));

    assertThat(backOff.longest()).isBetween(MAX.dividedBy(2), MAX);
  }

  @Test
  void spreadsCamerasThatWereLostTogether() {
    SplittableRandom random = new SplittableRandom(1);
    long distinct =
        Stream.generate(() -> new BackOff(FIRST, MAX, random).next()).limit(50).distinct().count();

    assertThat(distinct).isGreaterThan(45);
  }
}
