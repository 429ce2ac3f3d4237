package io.cityward.app.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.core.CityException;
import io.cityward.core.Picture;
import io.cityward.inference.Detection;
import io.cityward.inference.DropReason;
import io.cityward.inference.InferencePool;
import io.cityward.inference.Lane;
import io.cityward.inference.LaneOrder;
import io.cityward.inference.PictureJob;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleUnaryOperator;

/**
 * What the pool adds to a picture's time when half of it is in use: from the submission until its
 * job was told and closed, less the run itself.
 */
final class LatencyBench {

  private static final long PATIENCE_SECONDS = 30;
  private static final double LIMIT_MILLIS = 2;

  private final PoolPlan plan;
  private final InferencePool pool;
  private final BenchPictures pictures;
  private final RunTimes times;

  LatencyBench(PoolPlan plan, InferencePool pool, BenchPictures pictures, RunTimes times) {
    this.plan = plan;
    this.pool = pool;
    this.pictures = pictures;
    this.times = times;
  }

  /** One picture after the other, evenly. */
  Spread even(double perSecond) throws InterruptedException {
    return measure(perSecond, interval -> interval);
  }

  /** At random, as many cameras that know nothing of each other send them. */
  Spread random(double perSecond) throws InterruptedException {
    SplittableRandom random = new SplittableRandom(7);
    return measure(perSecond, interval -> -interval * Math.log(1 - random.nextDouble()));
  }

  private Spread measure(double perSecond, DoubleUnaryOperator gap) throws InterruptedException {
    List<Lane> lanes = new ArrayList<>();
    for (LaneOrder order : BenchCity.orders(plan)) {
      lanes.add(pool.lane(order));
    }
    int count = (int) Math.max(1, perSecond * plan.span().toSeconds());
    CountDownLatch ends = new CountDownLatch(count);
    Timed[] jobs = new Timed[count];
    double due = System.nanoTime();
    for (int i = 0; i < count; i++) {
      jobs[i] = new Timed(pictures.picture(i), ends);
      for (long wait = (long) due - System.nanoTime(); wait > 0; ) {
        LockSupport.parkNanos(wait);
        wait = (long) due - System.nanoTime();
      }
      jobs[i].submitted = System.nanoTime();
      lanes.get(i % lanes.size()).submit(jobs[i]);
      due += gap.applyAsDouble(1e9 / perSecond);
    }
    boolean all = ends.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    lanes.forEach(Lane::close);
    if (!all) {
      throw new IllegalStateException(ends.getCount() + " of " + count + " pictures got no answer");
    }
    return Spread.of(added(jobs), LIMIT_MILLIS);
  }

  /** In milliseconds, of those that were looked at. */
  private static double[] added(Timed[] jobs) {
    List<Double> added = new ArrayList<>();
    for (Timed job : jobs) {
      if (job.answered) {
        added.add((job.closed - job.submitted - job.took) / 1e6);
      }
    }
    return added.stream().mapToDouble(Double::doubleValue).toArray();
  }

  static ObjectNode toJson(Spread spread) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("count", spread.count())
        .put("p50", Rounded.to(spread.p50(), 3))
        .put("p99", Rounded.to(spread.p99(), 3))
        .put("worst", Rounded.to(spread.worst(), 3))
        .put("laterThan2", spread.late());
  }

  /** Its fields are read after the latch. */
  private final class Timed implements PictureJob {

    private final Picture picture;
    private final CountDownLatch ends;
    private long submitted;
    private long took;
    private long closed;
    private boolean answered;

    Timed(Picture picture, CountDownLatch ends) {
      this.picture = picture;
      this.ends = ends;
    }

    @Override
    public Picture picture() {
      return picture;
    }

    @Override
    public void detected(List<Detection> detections) {
      took = times.took();
      answered = true;
    }

    @Override
    public void failed(CityException reason) {
      throw reason;
    }

    @Override
    public void dropped(DropReason reason) {
      // Not answered, and so in no figure but the count.
    }

    @Override
    public void close() {
      closed = System.nanoTime();
      ends.countDown();
    }
  }
}
