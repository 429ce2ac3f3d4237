package io.cityward.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.core.Box;
import io.cityward.scenes.Finding;
import io.cityward.scenes.Finding.Phase;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScoreGateTest {

  private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");

  private final AtomicInteger heldBack = new AtomicInteger();
  private final ScoreGate gate = new ScoreGate(heldBack::incrementAndGet);

  private static Finding finding(String track, Phase phase, double score) {
    Box box = new Box(0.1, 0.1, 0.2, 0.2);
    return new Finding("garbage-pile", "yard", track, phase, NOW, NOW, NOW, box, score, "lies");
  }

  @Test
  void tellsWhatReachesTheThreshold() {
    Finding sure = finding("a", Phase.BEGUN, 0.6);
    assertThat(gate.pass(sure, 0.6)).contains(sure);
    assertThat(heldBack).hasValue(0);
  }

  @Test
  void holdsBackWhatNeverReachesIt() {
    assertThat(gate.pass(finding("a", Phase.BEGUN, 0.59), 0.6)).isEmpty();
    assertThat(gate.pass(finding("a", Phase.ONGOING, 0.5), 0.6)).isEmpty();
    assertThat(gate.pass(finding("a", Phase.ENDED, 0.5), 0.6)).isEmpty();
    assertThat(heldBack).hasValue(1);
  }

  @Test
  void beginsWhenTheScoreHasGrown() {
    assertThat(gate.pass(finding("a", Phase.BEGUN, 0.4), 0.6)).isEmpty();
    Finding grown = finding("a", Phase.ONGOING, 0.7);
    assertThat(gate.pass(grown, 0.6)).contains(grown.in(Phase.BEGUN));
    Finding fallen = finding("a", Phase.ONGOING, 0.3);
    assertThat(gate.pass(fallen, 0.6)).contains(fallen);
  }

  @Test
  void endsWhatWasToldWhateverItsScore() {
    assertThat(gate.pass(finding("a", Phase.BEGUN, 0.7), 0.6)).isPresent();
    Finding end = finding("a", Phase.ENDED, 0.2);
    assertThat(gate.pass(end, 0.6)).contains(end);
  }

  @Test
  void aHigherThresholdLeavesWhatGoesOnAlone() {
    assertThat(gate.pass(finding("a", Phase.BEGUN, 0.4), 0)).isPresent();
    assertThat(gate.pass(finding("a", Phase.ONGOING, 0.4), 0.9)).isPresent();
  }

  @Test
  void aLowerThresholdTellsWhatWasHeldBack() {
    assertThat(gate.pass(finding("a", Phase.BEGUN, 0.4), 0.9)).isEmpty();
    Finding still = finding("a", Phase.ONGOING, 0.4);
    assertThat(gate.pass(still, 0.3)).contains(still.in(Phase.BEGUN));
  }

  @Test
  void holdsBackHoweverManyItsSceneForgot() {
    for (int i = 0; i < 1001; i++) {
      assertThat(gate.pass(finding("t" + i, Phase.BEGUN, 0.1), 0.6)).isEmpty();
    }
    assertThat(gate.pass(finding("t1000", Phase.ONGOING, 0.1), 0.6)).isEmpty();
  }
}
