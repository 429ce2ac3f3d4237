package io.cityward.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cityward.core.CityException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlineTest extends PoolFixture {

  private LaneOrder order(String name, Duration deadline) {
    List<Payer> payers = List.of(new Payer(Payer.CITY, name, 1));
    return new LaneOrder(name, pack, SMALL, payers, deadline);
  }

  @Test
  void dropsAPictureWhoseAnswerWouldComeTooLate() throws Exception {
    InferencePool pool = pool(1);
    Lane busy = pool.lane(order("busy"));
    Lane hasty = pool.lane(order("hasty", Duration.ofNanos(1)));
    Lane patient = pool.lane(order("patient", Duration.ofHours(1)));
    submit(busy, "b1");
    gate.awaitPicture();
    RecordedJob late = submit(hasty, "h1");
    RecordedJob early = submit(patient, "p1");

    gate.letPass(2);

    assertThat(late.told()).containsExactly("dropped TOO_LATE", "closed");
    assertThat(early.told()).containsExactly("detected 0", "closed");
    assertThat(gate.seen).containsExactly("b1", "p1");
    assertThat(metrics.dropped).hasValue(1);
    assertThat(pool.figures().lanes())
        .filteredOn(lane -> lane.name().equals("hasty"))
        .singleElement()
        .satisfies(
            lane -> {
              assertThat(lane.counts().dropped()).containsEntry(DropReason.TOO_LATE, 1L);
              assertThat(lane.used()).isZero();
            });
  }

  @Test
  void givesTheLaneItsNextTurnAfterADrop() {
    engine.become(p -> List.of());
    Lane hasty = pool(1).lane(order("hasty", Duration.ofNanos(1)));

    assertThat(submit(hasty, "h1").told()).containsExactly("dropped TOO_LATE", "closed");
    assertThat(submit(hasty, "h2").told()).containsExactly("dropped TOO_LATE", "closed");
  }

  @Test
  void refusesADeadlineThatIsNone() {
    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> order("north", Duration.ZERO))
        .withMessage("lane north: deadline: PT0S (expected: more than 0)");
    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> new LaneOrder("north", pack, SMALL, List.of(), LaneOrder.NO_DEADLINE))
        .withMessage("lane north: payers: 0 (expected: 1 to 64)");
    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> new Payer("roads", "parking", 0))
        .withMessage("task parking: framesPerSecond: 0.0 (expected: more than 0, at most 1000)");
  }
}
