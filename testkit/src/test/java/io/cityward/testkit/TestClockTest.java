package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TestClockTest {

  private final TestClock clock = TestClock.at("2026-11-23T08:00:00Z");

  @Test
  void standsUntilItIsMoved() {
    assertThat(clock.advance(Duration.ofSeconds(61))).isEqualTo("2026-11-23T08:01:01Z");
    assertThat(clock.instant()).isEqualTo("2026-11-23T08:01:01Z");
  }

  @Test
  void goesBackToo() {
    clock.advance(Duration.ofHours(-1));
    assertThat(clock.instant()).isEqualTo("2026-11-23T07:00:00Z");
  }

  @Test
  void isTheSameClockInEveryZone() {
    Clock shanghai = clock.withZone(ZoneId.of("Asia/Shanghai"));
    clock.set(Instant.EPOCH);
    assertThat(shanghai.instant()).isEqualTo(Instant.EPOCH);
    assertThat(shanghai.getZone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
  }
}
