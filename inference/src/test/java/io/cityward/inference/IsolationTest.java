package io.cityward.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class IsolationTest extends PoolFixture {

  private static final Duration LIMIT = Duration.ofMillis(400);

  private InferencePool limited(int sessions) {
    return pool(PoolSettings.of(sessions).withTimeLimit(LIMIT));
  }

  @Test
  void cancelsARunThatTakesTooLong() throws Exception {
    engine.onCancel(() -> gate.letPass(1));
    InferencePool pool = limited(1);
    Lane lane = pool.lane(order("north"));

    RecordedJob slow = submit(lane, "n1");
    RecordedJob next = submit(pool.lane(order("south")), "s1");

    assertThat(slow.told()).containsExactly("failed", "closed");
    assertThat(slow.failure())
        .hasMessage("pack street 1.2.3 at 64x32: a run took longer than 400 ms")
        .returns(ErrorCode.EXTERNAL_FAILED, e -> ((CityException) e).code());
    assertThat(next.told()).as("while the workload rests").containsExactly("failed", "closed");
    assertThat(engine.cancelled).hasValue(1);
    assertThat(metrics.ranTooLong).hasValue(1);
    assertThat(metrics.lostWorkers).hasValue(0);
    assertThat(engine.closed).as("the session is not trusted any more").hasValue(1);
    assertThat(pool.figures().workloads())
        .singleElement()
        .satisfies(w -> assertThat(w.resting()).contains("took longer than 400 ms"));
  }

  @Test
  void goesOnWithTheOthersWhenAModelDoesNotComeBack() throws Exception {
    InferencePool pool = limited(1);
    Lane bad = pool.lane(order("bad"));
    Lane good = pool.lane(LaneOrder.ofCity("good", otherPack, SMALL, 1));
    RecordedJob stuck = submit(bad, "b1");
    gate.awaitPicture();

    RecordedJob behind = submit(good, "g1");

    assertThat(behind.told()).containsExactly("detected 0", "closed");
    assertThat(behind.thread()).isEqualTo("inference-1");
    assertThat(stuck.toldOfFailure()).as("its picture may still be read").containsOnly("failed");
    assertThat(stuck.thread()).isEqualTo("inference-1");
    assertThat(submit(bad, "b2").told()).containsExactly("failed", "closed");
    assertThat(pool.figures().stuck()).isEqualTo(1);
    assertThat(metrics.lostWorkers).hasValue(1);

    gate.letPass(1);

    assertThat(stuck.told()).containsExactly("failed", "closed");
    until("the thread that came back has ended", () -> pool.figures().stuck() == 0);
    assertThat(engine.closed).hasValue(1);
    assertThat(submit(good, "g2").told()).containsExactly("detected 0", "closed");
    assertThat(metrics.failed).hasValue(2);
    assertThat(metrics.inferred).hasValue(2);
  }

  @Test
  void losesNoMoreWorkersThanItHasSessions() throws Exception {
    Gate second = new Gate();
    other.become(second);
    InferencePool pool = limited(1);
    submit(pool.lane(order("bad")), "b1");
    gate.awaitPicture();
    RecordedJob worse = submit(pool.lane(LaneOrder.ofCity("worse", otherPack, SMALL, 1)), "w1");
    second.awaitPicture();

    until("the second is cancelled too", () -> metrics.ranTooLong.get() == 2);
    gate.letPass(1);

    assertThat(worse.toldOfFailure()).containsOnly("failed");
    assertThat(worse.thread()).as("once the first was back").isEqualTo("inference-2");
    second.letPass(1);
    assertThat(worse.told()).containsExactly("failed", "closed");
  }

  @Test
  void closesTheBooksOfASecondThoughAModelDoesNotComeBack() throws Exception {
    InferencePool pool = limited(1);
    submit(pool.lane(order("bad")), "b1");
    gate.awaitPicture();

    until("figures of the last second", () -> !pool.figures().departments().isEmpty());
  }

  @Test
  void failsOnlyThePicturesOfTheModelThatIsBroken() {
    List<Throwable> faults =
        List.of(
            new IllegalStateException("no such luck"),
            new OutOfMemoryError("native"),
            new StackOverflowError(),
            new UnsatisfiedLinkError("gone"));
    InferencePool pool = pool(1);
    Lane bad = pool.lane(order("bad"));
    Lane good = pool.lane(LaneOrder.ofCity("good", otherPack, SMALL, 1));

    for (Throwable fault : faults) {
      engine.become(
          p -> {
            throw IsolationTest.<RuntimeException>sneaky(fault);
          });
      assertThat(submit(bad, "b").told()).containsExactly("failed", "closed");
      assertThat(submit(good, "g").told()).containsExactly("detected 0", "closed");
    }

    assertThat(metrics.failed).hasValue(4);
    assertThat(metrics.inferred).hasValue(4);
    assertThat(metrics.gaveUp).hasValue(1);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T sneaky(Throwable fault) throws T {
    throw (T) fault;
  }

  @Test
  void restsAModelThatCannotBeOpenedAndGoesOnWithTheOthers() {
    engine.refuseWith(() -> new IllegalStateException("corrupt"));
    InferencePool pool = pool(1);
    Lane bad = pool.lane(order("bad"));
    Lane good = pool.lane(LaneOrder.ofCity("good", otherPack, SMALL, 1));

    RecordedJob first = submit(bad, "b1");
    assertThat(first.told()).containsExactly("failed", "closed");
    engine.refuseWith(null);
    assertThat(submit(bad, "b2").told()).as("at rest").containsExactly("failed", "closed");
    assertThat(submit(good, "g1").told()).containsExactly("detected 0", "closed");

    assertThat(first.failure()).hasMessageContaining("corrupt");
    assertThat(pool.figures().workloads())
        .anySatisfy(workload -> assertThat(workload.resting()).contains("corrupt"));
  }
}
