package io.cityward.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cityward.core.Box;
import io.cityward.core.CityException;
import io.cityward.inference.pack.InputSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class InferencePoolTest extends PoolFixture {

  private static final InputSize LARGE = new InputSize(128, 64);

  @Test
  void tellsAJobWhatTheDetectorSees() {
    engine.become(p -> List.of(new Detection("car", new Box(0, 0, 1, 1), 0.5)));
    Lane lane = pool(1).lane(order("north"));

    RecordedJob job = submit(lane, "n1");

    assertThat(job.told()).containsExactly("detected 1", "closed");
    assertThat(job.thread()).isEqualTo("inference-0");
  }

  @Test
  void asksNoDetectorWhereTheAnswerIsKnown() {
    engine.become(p -> List.of());
    Lane lane = pool(1).lane(order("north"));
    Detection car = new Detection("car", new Box(0, 0, 1, 1), 0.5);
    RecordedJob known = knowing("n1", () -> Optional.of(List.of(car)));
    RecordedJob unknown = knowing("n2", Optional::empty);

    lane.submit(known);

    assertThat(known.told()).containsExactly("detected 1", "closed");
    assertThat(known.thread()).isEqualTo("inference-0");
    assertThat(engine.opened).hasValue(0);
    lane.submit(unknown);
    assertThat(unknown.told()).containsExactly("detected 0", "closed");
    assertThat(metrics.answered).hasValue(1);
    assertThat(metrics.inferred).hasValue(1);
    assertThat(metrics.submitted).hasValue(2);
  }

  @Test
  void failsThePictureWhoseJobFailsAtKnowing() {
    Lane lane = pool(1).lane(order("north"));
    RecordedJob job =
        knowing(
            "n1",
            () -> {
              throw new IllegalStateException("no canvas");
            });

    lane.submit(job);

    assertThat(job.told()).containsExactly("failed", "closed");
    assertThat(job.failure()).hasMessageContaining("no canvas");
    assertThat(metrics.failed).hasValue(1);
    assertThat(metrics.answered).hasValue(0);
    assertThat(engine.opened).hasValue(0);
  }

  private static RecordedJob knowing(String name, Supplier<Optional<List<Detection>>> answer) {
    return new RecordedJob(name) {
      @Override
      public Optional<List<Detection>> known() {
        return answer.get();
      }
    };
  }

  @Test
  void replacesTheWaitingPictureByTheNewest() throws InterruptedException {
    Lane lane = pool(1).lane(order("north"));
    RecordedJob first = submit(lane, "n1");
    gate.awaitPicture();

    RecordedJob second = submit(lane, "n2");
    RecordedJob third = submit(lane, "n3");

    assertThat(second.told()).containsExactly("dropped REPLACED", "closed");
    gate.letPass(2);
    assertThat(first.told()).containsExactly("detected 0", "closed");
    assertThat(third.told()).containsExactly("detected 0", "closed");
    assertThat(gate.seen).containsExactly("n1", "n3");
  }

  @Test
  void givesEachLaneItsTurnHoweverManyPicturesOneHas() throws InterruptedException {
    InferencePool pool = pool(1);
    Lane busy = pool.lane(order("busy"));
    Lane north = pool.lane(order("north"));
    Lane south = pool.lane(order("south"));
    submit(busy, "b1");
    gate.awaitPicture();

    submit(busy, "b2");
    submit(north, "n1");
    submit(busy, "b3");
    submit(south, "s1");
    gate.letPass(2);
    gate.awaitPicture();
    gate.awaitPicture();
    submit(busy, "b4");
    submit(north, "n2");
    gate.letPass(3);

    gate.awaitPicture();
    gate.awaitPicture();
    assertThat(gate.seen).startsWith("b1", "n1", "s1", "b4", "n2");
  }

  @Test
  void keepsTheOrderWithinALaneEvenWithSeveralSessions() throws InterruptedException {
    InferencePool pool = pool(3);
    Lane north = pool.lane(order("north"));
    Lane south = pool.lane(order("south"));
    submit(north, "n1");
    gate.awaitPicture();
    submit(north, "n2");
    submit(south, "s1");
    gate.awaitPicture();

    // Two of three sessions are at work, and n2 waits for n1 all the same.
    assertThat(gate.seen).containsExactly("n1", "s1");
    gate.letPass(3);
    gate.awaitPicture();
    assertThat(gate.seen).containsExactly("n1", "s1", "n2");
  }

  @Test
  void failsOnlyTheJobWhoseDetectorThrows() {
    engine.become(
        p -> {
          if (p.toString().contains("bad")) {
            throw new IllegalStateException("no such luck");
          }
          return List.of();
        });
    Lane lane = pool(1).lane(order("north"));

    RecordedJob bad = submit(lane, "bad");
    assertThat(bad.told()).containsExactly("failed", "closed");
    RecordedJob good = submit(lane, "good");

    assertThat(good.told()).containsExactly("detected 0", "closed");
    assertThat(bad.failure())
        .hasMessage("pack street 1.2.3 at 64x32: java.lang.IllegalStateException: no such luck");
    assertThat(metrics.failed).hasValue(1);
    assertThat(engine.opened).hasValue(1);
  }

  @Test
  void outlivesAModelThatIsOutOfMemoryAndAConsumerThatThrows() {
    AtomicBoolean exhausted = new AtomicBoolean(true);
    engine.become(
        p -> {
          if (exhausted.getAndSet(false)) {
            throw new OutOfMemoryError("native");
          }
          return List.of();
        });
    Lane lane = pool(1).lane(order("north"));
    assertThat(submit(lane, "n1").told()).containsExactly("failed", "closed");
    RecordedJob throwing =
        new RecordedJob("n2") {
          @Override
          public void detected(List<Detection> detections) {
            throw new IllegalStateException("consumer");
          }
        };
    lane.submit(throwing);

    assertThat(throwing.told()).containsExactly("closed");
    assertThat(submit(lane, "n3").told()).containsExactly("detected 0", "closed");
  }

  @Test
  void unloadsAModelThatNoLaneWantsAnyMore() {
    engine.become(p -> List.of());
    InferencePool pool = pool(1);
    Lane small = pool.lane(order("north"));
    submit(small, "n1").told();
    small.close();

    Lane large = pool.lane(LaneOrder.ofCity("north", pack, LARGE, 1));
    submit(large, "n2").told();
    submit(large, "n3").told();

    assertThat(engine.opened).hasValue(2);
    assertThat(engine.closed).hasValue(1);
  }

  @Test
  void dropsTheWaitingPictureOfAClosedLane() throws InterruptedException {
    InferencePool pool = pool(1);
    Lane north = pool.lane(order("north"));
    Lane south = pool.lane(order("south"));
    submit(south, "s1");
    gate.awaitPicture();
    RecordedJob waiting = submit(north, "n1");

    north.close();
    north.close();
    RecordedJob late = submit(north, "n2");

    assertThat(waiting.told()).containsExactly("dropped LANE_CLOSED", "closed");
    assertThat(late.told()).containsExactly("dropped LANE_CLOSED", "closed");
  }

  @Test
  void finishesThePictureInWorkAndDropsTheRestWhenClosed() throws InterruptedException {
    InferencePool pool = pool(1);
    Lane lane = pool.lane(order("north"));
    RecordedJob inWork = submit(lane, "n1");
    gate.awaitPicture();
    RecordedJob waiting =
        new RecordedJob("n2") {
          @Override
          public void dropped(DropReason reason) {
            super.dropped(reason);
            gate.letPass(1);
          }
        };
    lane.submit(waiting);

    pool.close();
    pool.close();

    assertThat(inWork.told()).containsExactly("detected 0", "closed");
    assertThat(waiting.told()).containsExactly("dropped POOL_CLOSED", "closed");
    assertThat(submit(lane, "n3").told()).containsExactly("dropped POOL_CLOSED", "closed");
    assertThat(submit(pool.lane(order("late")), "l1").told())
        .containsExactly("dropped POOL_CLOSED", "closed");
    assertThat(engine.closed).hasValue(1);
  }

  @Test
  void closesInTimeEvenIfAModelDoesNotComeBack() throws InterruptedException {
    InferencePool pool =
        new InferencePool(PoolSettings.of(1), engine.alone(), metrics, Duration.ofMillis(50));
    pool.start();
    Lane lane = pool.lane(order("north"));
    submit(lane, "n1");
    gate.awaitPicture();
    RecordedJob waiting = submit(lane, "n2");

    pool.close();

    assertThat(waiting.told()).containsExactly("dropped POOL_CLOSED", "closed");
    assertThat(engine.closed).as("the session is still at work").hasValue(0);
  }

  @Test
  void keepsPicturesUntilItIsStarted() {
    engine.become(p -> List.of());
    try (InferencePool pool = new InferencePool(PoolSettings.of(1), engine.alone(), metrics)) {
      RecordedJob early = submit(pool.lane(order("north")), "n1");

      pool.start();

      assertThat(early.told()).containsExactly("detected 0", "closed");
    }
  }

  @Test
  void countsEveryPictureExactlyOnce() {
    Random luck = new Random(7);
    engine.become(
        p -> {
          if (p.hashCode() % 7 == 0) {
            throw new IllegalStateException("one in seven");
          }
          return List.of();
        });
    InferencePool pool = pool(3);
    List<Lane> lanes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      lanes.add(pool.lane(LaneOrder.ofCity("lane-" + i, pack, i % 2 == 0 ? SMALL : LARGE, 1)));
    }
    List<RecordedJob> jobs = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      jobs.add(submit(lanes.get(luck.nextInt(5)), "p" + i));
    }
    lanes.get(0).close();
    pool.close();

    Map<String, Integer> outcomes = new HashMap<>();
    for (RecordedJob job : jobs) {
      assertThat(job.told()).hasSize(2).endsWith("closed");
      outcomes.merge(job.told().get(0).split(" ")[0], 1, Integer::sum);
    }
    assertThat(metrics.submitted).hasValue(5_000);
    assertThat(metrics.inferred).hasValue(outcomes.getOrDefault("detected", 0));
    assertThat(metrics.failed).hasValue(outcomes.getOrDefault("failed", 0));
    assertThat(metrics.dropped).hasValue(outcomes.getOrDefault("dropped", 0));
  }

  @Test
  void refusesWhatCannotWork() {
    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> PoolSettings.of(0))
        .withMessage("sessions: 0 (expected: at least 1)");
    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> pool(1).lane(LaneOrder.ofCity("north", pack, new InputSize(50, 32), 1)))
        .withMessageContaining("multiples of 32");
  }
}
