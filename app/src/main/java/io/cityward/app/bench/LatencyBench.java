package io.cityward.app.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.core.CityException;
import io.cityward.core.Picture;
import io.cityward.inference.Detection;
import io.cityward.inference.Detector;
import io.cityward.inference.DropReason;
import io.cityward.inference.Engines;
import io.cityward.inference.InferencePool;
import io.cityward.inference.Lane;
import io.cityward.inference.LaneOrder;
import io.cityward.inference.PictureJob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;

/**
 * What the pool adds to a picture's time when half of it is in use: from the submission until its
 * job was told and closed, less the run itself. Beside it the same of an executor with as many
 * threads, which knows nothing of lanes and departments.
 */
final class LatencyBench {

  private static final long PATIENCE_SECONDS = 30;
  private static final double LIMIT_MILLIS = 2;

  private final PoolPlan plan;
  private final Engines engines;
  private final InferencePool pool;
  private final BenchPictures pictures;
  private final RunTimes times;

  LatencyBench(
      PoolPlan plan, Engines engines, InferencePool pool, BenchPictures pictures, RunTimes times) {
    this.plan = plan;
    this.engines = engines;
    this.pool = pool;
    this.pictures = pictures;
    this.times = times;
  }

  /** In milliseconds; the report's figure is that of the pool with even arrivals. */
  void run(ObjectNode root, double perSecond) throws InterruptedException {
    Spread even = pool(perSecond, interval -> interval);
    root.put("addedLatencyMsP99", Rounded.to(even.p99(), 3));
    ObjectNode node = root.putObject("addedLatencyMs");
    node.set("even", toJson(even));
    node.set("evenExecutor", toJson(executor(perSecond, interval -> interval)));
    node.set("random", toJson(pool(perSecond, random())));
    node.set("randomExecutor", toJson(executor(perSecond, random())));
  }

  /** As many cameras that know nothing of each other send them: some wait for others. */
  private static DoubleUnaryOperator random() {
    SplittableRandom random = new SplittableRandom(7);
    return interval -> -interval * Math.log(1 - random.nextDouble());
  }

  private Spread pool(double perSecond, DoubleUnaryOperator gap) throws InterruptedException {
    List<Lane> lanes = new ArrayList<>();
    for (LaneOrder order : BenchCity.orders(plan)) {
      lanes.add(pool.lane(order));
    }
    try {
      return measure(perSecond, gap, job -> lanes.get(job.number % lanes.size()).submit(job));
    } finally {
      lanes.forEach(Lane::close);
    }
  }

  private Spread executor(double perSecond, DoubleUnaryOperator gap) throws InterruptedException {
    BlockingQueue<Detector> detectors = new ArrayBlockingQueue<>(plan.sessions());
    ExecutorService executor = Executors.newFixedThreadPool(plan.sessions());
    try {
      for (int i = 0; i < plan.sessions(); i++) {
        detectors.add(engines.open(plan.pack(), plan.size()));
      }
      return measure(perSecond, gap, job -> executor.execute(() -> look(job, detectors)));
    } finally {
      executor.shutdown();
      if (executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        detectors.forEach(Detector::close);
      }
    }
  }

  private static void look(Timed job, BlockingQueue<Detector> detectors) {
    // As many as there are threads: one is always there.
    Detector detector = detectors.remove();
    long begun = System.nanoTime();
    try (job) {
      detector.detect(job.picture());
      job.took = System.nanoTime() - begun;
      detectors.add(detector);
    }
  }

  private Spread measure(double perSecond, DoubleUnaryOperator gap, Consumer<Timed> submit)
      throws InterruptedException {
    int count = (int) Math.max(1, perSecond * plan.span().toSeconds());
    CountDownLatch ends = new CountDownLatch(count);
    Timed[] jobs = new Timed[count];
    double due = System.nanoTime();
    for (int i = 0; i < count; i++) {
      jobs[i] = new Timed(i, ends);
      for (long wait = (long) due - System.nanoTime(); wait > 0; ) {
        LockSupport.parkNanos(wait);
        wait = (long) due - System.nanoTime();
      }
      jobs[i].submitted = System.nanoTime();
      submit.accept(jobs[i]);
      due += gap.applyAsDouble(1e9 / perSecond);
    }
    if (!ends.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(ends.getCount() + " of " + count + " pictures got no answer");
    }
    return Spread.of(added(jobs), LIMIT_MILLIS);
  }

  /** In milliseconds, of those that were looked at; a lane replaces what waits behind a newer. */
  private static double[] added(Timed[] jobs) {
    double[] added = new double[jobs.length];
    int count = 0;
    for (Timed job : jobs) {
      if (job.failure != null) {
        throw job.failure;
      }
      if (!job.dropped) {
        added[count++] = (job.closed - job.submitted - job.took) / 1e6;
      }
    }
    return Arrays.copyOf(added, count);
  }

  private static ObjectNode toJson(Spread spread) {
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

    private final int number;
    private final CountDownLatch ends;
    private long submitted;
    private long took;
    private long closed;
    private boolean dropped;
    private CityException failure;

    Timed(int number, CountDownLatch ends) {
      this.number = number;
      this.ends = ends;
    }

    @Override
    public Picture picture() {
      return pictures.picture(number);
    }

    @Override
    public void detected(List<Detection> detections) {
      took = times.took();
    }

    @Override
    public void failed(CityException reason) {
      failure = reason;
    }

    @Override
    public void dropped(DropReason reason) {
      dropped = true;
    }

    @Override
    public void close() {
      closed = System.nanoTime();
      ends.countDown();
    }
  }
}
