package io.cityward.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {

  private static long taken(double wanted, int fps, int seconds) {
    Sampler sampler = new Sampler(wanted);
    return IntStream.range(0, fps * seconds)
        .filter(i -> sampler.wants(Duration.ofNanos(i * 1_000_000_000L / fps)))
        .count();
  }

  @Test
  void takesAsManyFramesAsAreWanted() {
    assertThat(taken(2, 25, 10)).isBetween(19L, 23L);
    assertThat(taken(5, 10, 10)).isEqualTo(50);
  }

  @Test
  void takesEveryFrameOfASlowerStream() {
    assertThat(taken(2, 1, 10)).isEqualTo(10);
  }

  @Test
  void beginsAnewWhenTimeGoesBack() {
    Sampler sampler = new Sampler(2);
    assertThat(sampler.wants(Duration.ofSeconds(100))).isTrue();
    assertThat(sampler.wants(Duration.ofSeconds(1))).isTrue();
    assertThat(sampler.wants(Duration.ofMillis(1100))).isFalse();
  }
}
