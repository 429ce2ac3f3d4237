package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {

  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void returnsAsSoonAsTheConditionHolds() {
    Await.until(Duration.ofSeconds(5), () -> looks.incrementAndGet() == 3, "third look");
    assertThat(looks).hasValue(3);
  }

  @Test
  void looksOnceEvenWithoutTime() {
    Await.until(Duration.ZERO, () -> true, "nothing");
    assertThat(Await.present(Duration.ZERO, () -> Optional.of("seen"), "nothing"))
        .isEqualTo("seen");
  }

  @Test
  void tellsAtTheDeadlineWhatWasWaitedFor() {
    assertThatThrownBy(
            () -> Await.until(Duration.ofMillis(20), () -> false, () -> "2 alerts, but " + 1))
        .isInstanceOf(AssertionError.class)
        .hasMessage("after 20 ms still not: 2 alerts, but 1");
    assertThatThrownBy(() -> Await.present(Duration.ofMillis(20), Optional::empty, "alert"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("after 20 ms still no alert");
  }

  @Test
  void givesUpWhenItsThreadIsInterrupted() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> Await.until(Duration.ofMinutes(1), () -> false, "never"))
          .hasMessageContaining("interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
