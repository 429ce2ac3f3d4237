package io.cityward.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.alert.FindingId;
import io.cityward.scenes.Finding.Phase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VouchingTest {

  private static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");
  private static final Duration PATROL = Duration.ofMinutes(45);
  private static final FindingId CAR = new FindingId("cam.run.illegal-parking.car");

  private final Vouching vouching = new Vouching();

  @Test
  void vouchesForWhatACameraOnPatrolWillLookAtAgain() {
    vouching.note(CAR, Phase.BEGUN, PATROL, NOON);

    assertThat(vouching.due(NOON.plusSeconds(60))).containsExactly(CAR);
    assertThat(vouching.due(NOON.plusSeconds(61))).isEmpty();
    assertThat(vouching.due(NOON.plusSeconds(90))).containsExactly(CAR);
  }

  @Test
  void vouchesNoLongerOnceItHasEnded() {
    vouching.note(CAR, Phase.BEGUN, PATROL, NOON);
    vouching.note(CAR, Phase.ENDED, PATROL, NOON.plusSeconds(5));

    assertThat(vouching.due(NOON.plusSeconds(60))).isEmpty();
  }

  @Test
  void vouchesNoLongerThanTheScenesRemember() {
    vouching.note(CAR, Phase.ONGOING, PATROL, NOON);

    assertThat(vouching.due(NOON.plus(PATROL))).containsExactly(CAR);
    assertThat(vouching.due(NOON.plus(PATROL).plusSeconds(30))).isEmpty();
  }

  @Test
  void aCameraThatAlwaysLooksSpeaksForItself() {
    vouching.note(CAR, Phase.BEGUN, Duration.ofMinutes(1), NOON);

    assertThat(vouching.due(NOON.plusSeconds(60))).isEmpty();
  }
}
