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
import io.cityward.inference.PictureJob;
import java.util.ArrayList;
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
import java.util.function.Supplier;

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
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    Spread even = inTurns(node, "even", () -> interval -> interval, perSecond);
    inTurns(node, "random", LatencyBench::random, perSecond);
    root.put("addedLatencyMsP99", Rounded.to(even.p99(), 3));
    root.set("addedLatencyMs", node);
  }

  /** As many cameras that know nothing of each other send them: some wait for others. */
  private static DoubleUnaryOperator random() {
    SplittableRandom random = new SplittableRandom(7);
    return interval -> -interval * Math.log(1 - random.nextDouble());
  }

  /** The pool's; the executor takes turns with it, and gets the same arrivals. */
  private Spread inTurns(
      ObjectNode node, String name, Supplier<DoubleUnaryOperator> gaps, double perSecond)
      throws InterruptedException {
    pool.prepare(plan.pack(), plan.size());
    List<Lane> lanes = BenchCity.orders(plan).stream().map(pool::lane).toList();
    BlockingQueue<Detector> detectors = new ArrayBlockingQueue<>(plan.sessions());
    ExecutorService executor = Executors.newFixedThreadPool(plan.sessions());
    List<Timed> ours = new ArrayList<>();
    List<Timed> others = new ArrayList<>();
    try {
      for (int i = 0; i < plan.sessions(); i++) {
        detectors.add(engines.open(plan.pack(), plan.size()));
      }
      DoubleUnaryOperator gapsOfOurs = gaps.get();
      DoubleUnaryOperator gapsOfOthers = gaps.get();
      for (int round = 0; round < plan.rounds(); round++) {
        measure(
            perSecond, gapsOfOurs, job -> lanes.get(job.number % lanes.size()).submit(job), ours);
        measure(
            perSecond, gapsOfOthers, job -> executor.execute(() -> look(job, detectors)), others);
      }
    } finally {
      lanes.forEach(Lane::close);
      executor.shutdown();
      if (executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        detectors.forEach(Detector::close);
      }
    }
    Spread spread = Spread.of(added(ours), LIMIT_MILLIS);
    node.set(name, toJson(spread).put("p99OfRounds", ofRounds(ours)));
    node.set(
        name + "Executor",
        toJson(Spread.of(added(others), LIMIT_MILLIS)).put("p99OfRounds", ofRounds(others)));
    return spread;
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

  /** The median of the rounds' p99: what one disturbed round does not change. */
  private Double ofRounds(List<Timed> jobs) {
    int each = jobs.size() / plan.rounds();
    double[] p99 = new double[plan.rounds()];
    for (int i = 0; i < p99.length; i++) {
      p99[i] = Spread.of(added(jobs.subList(i * each, (i + 1) * each)), LIMIT_MILLIS).p99();
    }
    return Rounded.to(Rounded.median(p99), 3);
  }

  /** One round; the jobs are told when it returns. */
  private void measure(
      double perSecond, DoubleUnaryOperator gap, Consumer<Timed> submit, List<Timed> jobs)
      throws InterruptedException {
    int count = (int) Math.max(1, perSecond * plan.round().toNanos() / 1e9);
    CountDownLatch ends = new CountDownLatch(count);
    double due = System.nanoTime();
    for (int i = 0; i < count; i++) {
      Timed job = new Timed(i, ends);
      jobs.add(job);
      for (long wait = (long) due - System.nanoTime(); wait > 0; ) {
        LockSupport.parkNanos(wait);
        wait = (long) due - System.nanoTime();
      }
      job.submitted = System.nanoTime();
      submit.accept(job);
      due += gap.applyAsDouble(1e9 / perSecond);
    }
    if (!ends.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(ends.getCount() + " of " + count + " pictures got no answer");
    }
  }

  /** In milliseconds, of those that were looked at; a lane replaces what waits behind a newer. */
  private static double[] added(List<Timed> jobs) {
    for (Timed job : jobs) {
      if (job.failure != null) {
        throw job.failure;
      }
    }
    return jobs.stream()
        .filter(job -> !job.dropped)
        .mapToDouble(job -> (job.closed - job.submitted - job.took) / 1e6)
        .toArray();
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
