package io.cityward.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.cityward.inference.fair.Share;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What {@code fair.FairQueueTest} shows in simulated time, once with threads. */
class FairPoolTest extends PoolFixture {

  private static final RecordedJob.NamedPicture PICTURE = new RecordedJob.NamedPicture("p");
  private static final int TURNS = 1_000;

  @Test
  void sharesTheTimeOfItsSessionsThoughModelsCostDifferently() throws InterruptedException {
    engine.batch(1, pictures -> LockSupport.parkNanos(1_000_000));
    engine.become(p -> look(1_000_000));
    other.batch(1, pictures -> LockSupport.parkNanos(5_000_000));
    other.become(p -> look(5_000_000));
    InferencePool pool = pool(2);
    pool.prepare(pack, SMALL);
    pool.prepare(otherPack, SMALL);
    double capacity = pool.figures().capacity();
    pool.shares(
        Map.of(
            "roads", new Share(0.5 * capacity, Share.UNLIMITED, 0),
            "waste", new Share(0.3 * capacity, Share.UNLIMITED, 0),
            "parks", new Share(0.2 * capacity, Share.UNLIMITED, 0)));
    List<Saturating> cameras = new ArrayList<>();
    for (String department : List.of("roads", "waste", "parks")) {
      for (int i = 0; i < 8; i++) {
        Payer payer = new Payer(department, department, 25);
        LaneOrder order =
            new LaneOrder(
                department + i,
                department.equals("parks") ? otherPack : pack,
                SMALL,
                List.of(payer),
                LaneOrder.NO_DEADLINE);
        cameras.add(new Saturating(pool.lane(order), PICTURE, TURNS / 8));
      }
    }

    cameras.forEach(Saturating::next);
    cameras.get(0).done.await();

    Map<String, Double> used = new HashMap<>();
    pool.figures().tasks().forEach(task -> used.merge(task.task(), task.used(), Double::sum));
    double all = used.values().stream().mapToDouble(Double::doubleValue).sum();
    assertThat(used.get("roads") / all).isCloseTo(0.5, withPercentage(10));
    assertThat(used.get("waste") / all).isCloseTo(0.3, withPercentage(10));
    assertThat(used.get("parks") / all).isCloseTo(0.2, withPercentage(10));
  }

  private static List<Detection> look(long nanos) {
    LockSupport.parkNanos(nanos);
    return List.of();
  }
}
