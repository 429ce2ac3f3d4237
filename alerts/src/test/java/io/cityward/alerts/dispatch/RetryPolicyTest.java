package io.cityward.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

  private final RetryPolicy policy =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(60), 8);

  @ParameterizedTest
  @CsvSource({
    "1, 0.5, 1000",
    "2, 0.5, 2000",
    "6, 0.5, 32000",
    "7, 0.5, 60000",
    "1000, 0.5, 60000",
    "1, 0.0, 800",
    "1, 1.0, 1200",
  })
  void doublesUpToTheLongestAndNeverInStep(int failures, double random, long millis) {
    assertThat(policy.waitAfter(failures, random)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void givesUpAfterItsAttempts() {
    assertThat(policy.givesUpAfter(7)).isFalse();
    assertThat(policy.givesUpAfter(8)).isTrue();
  }

  @Test
  void triesForMoreThanAnHourByDefault() {
    Duration total = Duration.ZERO;
    for (int i = 1; i < RetryPolicy.DEFAULT.attempts(); i++) {
      total = total.plus(RetryPolicy.DEFAULT.waitAfter(i, 0));
    }
    assertThat(total).isGreaterThan(Duration.ofHours(1));
  }

  @Test
  void refusesWaitsThatContradictEachOther() {
    assertThatThrownBy(() -> new RetryPolicy(Duration.ofSeconds(9), Duration.ofSeconds(1), 3))
        .hasMessageContaining("first: PT9S");
  }
}
