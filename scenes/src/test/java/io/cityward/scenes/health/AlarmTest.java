package io.cityward.scenes.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.scenes.Finding.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmTest {

  private static final Instant START = Instant.parse("2026-05-04T08:00:00Z");
  private static final Duration STEP = Duration.ofSeconds(5);

  private final Alarm alarm =
      new Alarm(Condition.GREY, Duration.ofSeconds(30), Duration.ofSeconds(20));
  private final List<Health> told = new ArrayList<>();
  private Instant now = START;

  @Test
  void beginsAfterItWasSeenForLongEnough() {
    play("xxxxxx");
    assertThat(told).isEmpty();

    play("x");

    assertThat(told).hasSize(1);
    assertThat(told.get(0))
        .isEqualTo(
            new Health(Condition.GREY, Phase.BEGUN, START, START.plusSeconds(30), "as drawn"));
  }

  @Test
  void beginsWhenItIsSeenInMostLooks() {
    play("xxxx.xxx.xxxx");

    assertThat(told).extracting(Health::phase).containsExactly(Phase.BEGUN);
  }

  @Test
  void neverBeginsWhenItIsSeenInHalfOfTheLooks() {
    play("x.x.x.x.x.x.x.x.x.x.xx..xx..xx..xx..");

    assertThat(told).isEmpty();
  }

  @Test
  void isToldEachMinuteWhileItLasts() {
    play("x".repeat(7 + 12 + 12));

    assertThat(told)
        .extracting(Health::phase)
        .containsExactly(Phase.BEGUN, Phase.ONGOING, Phase.ONGOING);
  }

  @Test
  void endsAfterItWasFineWithoutABreak() {
    play("xxxxxxx" + "...x" + "...");
    assertThat(told).extracting(Health::phase).containsExactly(Phase.BEGUN);

    play(".");

    assertThat(told).extracting(Health::phase).containsExactly(Phase.BEGUN, Phase.ENDED);
    assertThat(told.get(1).seen()).isEqualTo(START.plusSeconds(50));
    assertThat(told.get(1).since()).isEqualTo(START);
  }

  @Test
  void beginsAnewAfterItHasEnded() {
    play("xxxxxxx" + "....." + "xxxxxxx");

    assertThat(told)
        .extracting(Health::phase)
        .containsExactly(Phase.BEGUN, Phase.ENDED, Phase.BEGUN);
    assertThat(told.get(2).since()).isEqualTo(START.plusSeconds(60));
  }

  /** A look each five seconds: x is seen, a dot is not. */
  private void play(String looks) {
    for (char look : looks.toCharArray()) {
      (look == 'x' ? alarm.seen(now, STEP, "as drawn") : alarm.fine(STEP)).ifPresent(told::add);
      now = now.plus(STEP);
    }
  }
}
