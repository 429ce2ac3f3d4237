package io.cityward.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.core.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchTest extends PoolFixture {

  @BeforeEach
  void fourAtATimeAreWorthTheirWait() {
    // One or two take as long as four; eight take four times as long.
    engine.batch(8, pictures -> LockSupport.parkNanos(pictures == 8 ? 40_000_000 : 10_000_000));
  }

  private List<Lane> lanes(InferencePool pool, int count) {
    List<Lane> lanes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lanes.add(pool.lane(order("lane-" + i)));
    }
    return lanes;
  }

  /** Lets one picture be at work, so that the others wait. */
  private static RecordedJob occupy(Lane lane, Gate gate) throws InterruptedException {
    RecordedJob first = submit(lane, "first");
    gate.awaitPicture();
    return first;
  }

  @Test
  void takesAsManyWaitingPicturesAsAreWorthOneRun() throws Exception {
    InferencePool pool = pool(1);
    List<Lane> lanes = lanes(pool, 7);
    occupy(lanes.get(0), gate);
    List<RecordedJob> jobs = new ArrayList<>();
    lanes.subList(1, 7).forEach(lane -> jobs.add(submit(lane, lane.toString())));

    gate.letPass(7);
    jobs.forEach(job -> assertThat(job.told()).containsExactly("detected 0", "closed"));

    assertThat(engine.runs).containsExactly(1, 4, 2);
    assertThat(gate.seen)
        .containsExactly("first", "lane-1", "lane-2", "lane-3", "lane-4", "lane-5", "lane-6");
    WorkloadFigures figures = pool.figures().workloads().get(0);
    assertThat(figures.batch()).isEqualTo(4);
    assertThat(figures.secondsPerPicture()).containsOnlyKeys(1, 2, 4, 8);
    assertThat(figures.cost()).isLessThan(0.5);
  }

  @Test
  void asksEachJobFirstWhetherItKnowsTheAnswer() throws Exception {
    InferencePool pool = pool(1);
    List<Lane> lanes = lanes(pool, 6);
    occupy(lanes.get(0), gate);
    RecordedJob knowing =
        new RecordedJob("known") {
          @Override
          public Optional<List<Detection>> known() {
            return Optional.of(List.of());
          }
        };
    submit(lanes.get(1), "lane-1");
    lanes.get(2).submit(knowing);
    submit(lanes.get(3), "lane-3");
    submit(lanes.get(4), "lane-4");
    RecordedJob last = submit(lanes.get(5), "lane-5");

    gate.letPass(5);
    last.told();

    assertThat(knowing.told()).containsExactly("detected 0", "closed");
    assertThat(engine.runs).containsExactly(1, 4);
    assertThat(metrics.answered).hasValue(1);
  }

  @Test
  void failsOnlyThePictureThatTheModelDoesNotBear() throws Exception {
    InferencePool pool = pool(1);
    List<Lane> lanes = lanes(pool, 4);
    occupy(lanes.get(0), gate);
    engine.become(BatchTest::spoiltByPoison);
    RecordedJob good = submit(lanes.get(1), "good");
    RecordedJob poison = submit(lanes.get(2), "poison");
    RecordedJob late = submit(lanes.get(3), "late");

    gate.letPass(1);

    assertThat(good.told()).containsExactly("detected 0", "closed");
    assertThat(poison.told()).containsExactly("failed", "closed");
    assertThat(late.told()).containsExactly("detected 0", "closed");
    assertThat(engine.runs).containsExactly(1, 3, 1, 1, 1);
  }

  private static List<Detection> spoiltByPoison(Picture picture) {
    if (picture.toString().contains("poison")) {
      throw new IllegalStateException("no such luck");
    }
    return List.of();
  }

  @Test
  void mixesNoWorkloadsInARun() throws Exception {
    InferencePool pool = pool(1);
    List<Lane> lanes = lanes(pool, 3);
    Lane stranger = pool.lane(LaneOrder.ofCity("stranger", otherPack, SMALL, 1));
    occupy(lanes.get(0), gate);
    submit(lanes.get(1), "lane-1");
    RecordedJob strange = submit(stranger, "s");
    RecordedJob last = submit(lanes.get(2), "lane-2");

    gate.letPass(3);
    last.told();
    strange.told();

    assertThat(engine.runs).containsExactly(1, 2);
    assertThat(other.runs).containsExactly(1);
  }
}
