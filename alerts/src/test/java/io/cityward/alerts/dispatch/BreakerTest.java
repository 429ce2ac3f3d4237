package io.cityward.alerts.dispatch;

import static io.cityward.alerts.Findings.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTest {

  private final Breaker breaker =
      new Breaker(new BreakerPolicy(3, Duration.ofSeconds(10), Duration.ofSeconds(30)), at(0));

  @Test
  void opensAfterFailuresInARow() {
    breaker.failed(at(1), "down");
    breaker.answered(at(2));
    assertThat(breaker.failed(at(3), "down")).isFalse();
    assertThat(breaker.failed(at(4), "down")).isFalse();
    assertThat(breaker.allows(at(4))).isTrue();
    assertThat(breaker.failed(at(5), "down")).isTrue();
    assertThat(breaker.allows(at(5))).isFalse();
    assertThat(breaker.view().until()).contains(at(15));
  }

  @Test
  void letsOneThroughAfterTheWaitAndClosesWhenItArrives() {
    fail(3);
    assertThat(breaker.allows(at(12.9))).isFalse();
    assertThat(breaker.allows(at(13))).isTrue();
    assertThat(breaker.view().state()).isEqualTo(Breaker.State.HALF_OPEN);
    breaker.answered(at(14));
    assertThat(breaker.view().state()).isEqualTo(Breaker.State.CLOSED);
    assertThat(breaker.view().failures()).isZero();
  }

  @Test
  void waitsTwiceAsLongEachTimeUpToTheLongest() {
    fail(3);
    breaker.allows(at(13));
    breaker.failed(at(13), "down");
    assertThat(breaker.left(at(13))).isEqualTo(Duration.ofSeconds(20));
    breaker.allows(at(33));
    breaker.failed(at(33), "down");
    assertThat(breaker.left(at(33))).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void doesNotStayOpenWhenTheClockIsPutBack() {
    fail(3);
    assertThat(breaker.allows(at(-3600))).isTrue();
  }

  private void fail(int times) {
    for (int i = 1; i <= times; i++) {
      breaker.failed(at(i), "down");
    }
  }
}
