package io.cityward.app.compute;

import io.cityward.alerts.AlertCenter;
import io.cityward.alerts.compute.ComputeDepartment;
import io.cityward.alerts.compute.book.ComputeBook;
import io.cityward.alerts.compute.book.UsageBook;
import io.cityward.alerts.compute.grpc.ComputeGrpcService;
import io.cityward.app.config.CameraConfig;
import io.cityward.app.config.CityConfig;
import io.cityward.app.pipeline.Algorithms;
import io.cityward.app.pipeline.CameraBoard;
import io.cityward.app.pipeline.TaskGate;
import io.cityward.core.CityException;
import io.cityward.inference.InferencePool;
import io.cityward.inference.PoolFigures;
import io.cityward.inference.fair.Share;
import io.grpc.BindableService;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the pool of this process with the book of who may use how much of it: grants become shares
 * and running tasks, counters become usage.
 */
public final class ComputeCenter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ComputeCenter.class);

  private final InferencePool pool;
  private final ComputeBook book;
  private final UsageBook usage;
  private final KnownDepartments departments;
  private final GrantKeeper keeper;
  private final PoolWatch watch;
  private final ComputeGrpcService service;
  private final TaskGate gate;
  private final Clock clock;

  /** What the pool is shared out by; only told of by the keeper, one change at a time. */
  private Grants shared = Grants.NONE;

  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "usage-roll-up");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param center whose book is started
   * @param cameras asked for when somebody looks, not before the start
   * @param listener told of the pool's figures every second
   */
  public ComputeCenter(
      CityConfig config,
      AlertCenter center,
      InferencePool pool,
      Algorithms algorithms,
      Supplier<CameraBoard> cameras,
      Consumer<PoolFigures> listener,
      Clock clock) {
    this.pool = pool;
    this.clock = clock;
    this.usage = center.usage(config.zone());
    UsageMeter meter = new UsageMeter(worker(clock), usage::record);
    this.watch = new PoolWatch(pool::figures, meter, listener, clock);
    PoolBoard board =
        new PoolBoard(watch::latest, cameras, algorithms, this::stale, watch.rates(), clock);
    this.book = center.compute(config.compute(), board, config.zone());
    GrantFile file = new GrantFile(config.data().resolve("grants.json"));
    this.keeper = new GrantKeeper(new BookGrants(book), file, clock);
    this.service = new ComputeGrpcService(book, usage, board, board);
    this.departments =
        new KnownDepartments(
            () -> book.departments().all().stream().map(ComputeDepartment::id).toList());
    this.gate = new Admission(keeper::grants, algorithms.usual(), config.zone(), departments);
  }

  /** Unique to this run: what it counts in a minute in which another one ended adds up. */
  private static String worker(Clock clock) {
    return "%s@%s".formatted(ManagementFactory.getRuntimeMXBean().getName(), clock.millis());
  }

  private Optional<GrantKeeper.Stale> stale() {
    return keeper.stale();
  }

  /**
   * Shares the pool out by what is granted, and begins to count.
   *
   * @throws CityException if departments contradict each other, or grants cannot be read
   */
  public void start() {
    book.start();
    departments.refresh();
    book.onChange(departments::refresh);
    book.onChange(keeper::wake);
    keeper.start();
    keeper.onChange(this::share);
    watch.start();
    service.start();
    Future<?> rolling = executor.scheduleWithFixedDelay(this::rollUp, 1, 60, TimeUnit.MINUTES);
    if (rolling.isDone()) {
      throw new IllegalStateException("closed before the start");
    }
  }

  private void share(Grants grants) {
    Map<String, Share> shares = new LinkedHashMap<>();
    grants
        .compute()
        .forEach(
            (department, compute) ->
                shares.put(
                    department,
                    new Share(compute.guaranteed(), compute.ceiling(), compute.priority())));
    List<String> changes = GrantChanges.between(shared, grants);
    LOG.info("granted: {}", changes.isEmpty() ? "nothing" : String.join("; ", changes));
    shared = grants;
    pool.shares(shares);
  }

  private void rollUp() {
    try {
      usage.rollUp(clock.instant());
    } catch (RuntimeException e) {
      LOG.warn("usage could not be rolled up, is tried again in an hour: {}", e.getMessage());
    }
  }

  /**
   * Refuses a camera of whose tasks one names a department that is not there.
   *
   * @throws CityException INVALID, with the fields
   */
  public void checkDepartments(CameraConfig camera) {
    departments.check(camera);
  }

  /** Which tasks may run. */
  public TaskGate gate() {
    return gate;
  }

  public BindableService service() {
    return service;
  }

  /** Keeps what was counted up to now. */
  @Override
  public void close() {
    executor.shutdownNow();
    service.close();
    keeper.close();
    watch.close();
  }
}
