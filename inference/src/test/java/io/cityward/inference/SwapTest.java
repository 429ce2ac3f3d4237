package io.cityward.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.inference.pack.InputSize;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwapTest extends PoolFixture {

  @Test
  void finishesThePictureInWorkWithTheOldPackAndTheWaitingOneWithTheNew() throws Exception {
    InferencePool pool = pool(1);
    Lane lane = pool.lane(order("north"));
    RecordedJob inWork = submit(lane, "n1");
    gate.awaitPicture();
    RecordedJob waiting = submit(lane, "n2");
    pool.prepare(otherPack, SMALL);

    lane.swap(otherPack);
    gate.letPass(1);

    assertThat(inWork.told()).containsExactly("detected 0", "closed");
    assertThat(waiting.told()).containsExactly("detected 0", "closed");
    assertThat(gate.seen).containsExactly("n1");
    assertThat(other.runs).containsExactly(1);
    assertThat(other.opened).as("only what was prepared").hasValue(1);
    until("the old session is closed", () -> engine.closed.get() == engine.opened.get());
  }

  @Test
  void losesNoPictureWhileLanesAreSwappedToAndFro() {
    engine.become(p -> List.of());
    InferencePool pool = pool(2);
    List<Lane> lanes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      lanes.add(pool.lane(order("lane-" + i)));
    }
    List<RecordedJob> jobs = new ArrayList<>();

    for (int round = 0; round < 100; round++) {
      List<RecordedJob> now = new ArrayList<>();
      for (Lane lane : lanes) {
        now.add(submit(lane, "p" + round));
      }
      if (round % 10 == 0) {
        pool.prepare(round % 20 == 0 ? otherPack : pack, SMALL);
        lanes.forEach(lane -> lane.swap(lane.order().pack()));
      }
      lanes.get(round % 4).swap(round % 2 == 0 ? otherPack : pack);
      now.forEach(RecordedJob::told);
      jobs.addAll(now);
    }

    assertThat(jobs)
        .allSatisfy(job -> assertThat(job.told()).containsExactly("detected 0", "closed"));
    assertThat(other.runs).isNotEmpty();
    assertThat(metrics.dropped).hasValue(0);
    assertThat(metrics.failed).hasValue(0);
  }

  @Test
  void opensSessionsBesideARunWithoutWaitingForIt() throws Exception {
    InferencePool pool = pool(2);
    RecordedJob inWork = submit(pool.lane(order("north")), "n1");
    gate.awaitPicture();

    pool.prepare(otherPack, SMALL);

    assertThat(other.opened).as("one for each that may be at work").hasValue(2);
    assertThat(pool.figures().workloads())
        .filteredOn(workload -> workload.version().equals("2.0.0"))
        .singleElement()
        .returns(2, WorkloadFigures::sessions)
        .returns(0, WorkloadFigures::atWork);
    gate.letPass(1);
    inWork.told();
  }

  @Test
  void saysWhyAPackCannotBePrepared() {
    InferencePool pool = pool(1);
    other.refuseWith(() -> new CityException(ErrorCode.EXTERNAL_FAILED, "pack street: corrupt"));
    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> pool.prepare(otherPack, SMALL))
        .withMessage("pack street: corrupt");

    other.refuseWith(null);
    other.batch(
        1,
        pictures -> {
          throw new OutOfMemoryError("native");
        });
    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> pool.prepare(otherPack, SMALL))
        .withMessageContaining("pack street 2.0.0 at 64x32")
        .withMessageContaining("native");
    assertThat(other.closed).hasValue(1);
    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> pool.prepare(otherPack, new InputSize(50, 32)))
        .withMessageContaining("multiples of 32");
  }

  @Test
  void preparesNothingOnceClosed() {
    InferencePool pool = pool(1);
    pool.close();

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> pool.prepare(otherPack, SMALL))
        .returns(ErrorCode.ILLEGAL_STATE, CityException::code);
  }

  @Test
  void closesWhatWasPreparedForNobody() {
    InferencePool pool = pool(1);
    pool.prepare(otherPack, SMALL);

    pool.close();

    assertThat(other.closed).hasValue(1);
  }

  @Test
  void leavesAClosedLaneAsItIs() {
    Lane lane = pool(1).lane(order("north"));
    lane.close();

    lane.swap(otherPack);
    lane.pay(List.of(new Payer("roads", "t", 1)));

    assertThat(submit(lane, "n1").told()).containsExactly("dropped LANE_CLOSED", "closed");
  }
}
