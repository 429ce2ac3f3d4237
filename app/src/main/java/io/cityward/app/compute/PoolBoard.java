package io.cityward.app.compute;

import io.cityward.alerts.compute.PoolFacts;
import io.cityward.alerts.compute.PoolView;
import io.cityward.app.pipeline.Algorithms;
import io.cityward.app.pipeline.CameraBoard;
import io.cityward.app.pipeline.CameraView;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.inference.DepartmentFigures;
import io.cityward.inference.LaneFigures;
import io.cityward.inference.Payer;
import io.cityward.inference.PoolFigures;
import io.cityward.inference.WorkloadFigures;
import io.cityward.inference.pack.ModelPack;
import io.cityward.ingest.SourceState;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Pool and cameras of this process, as the book of compute asks about them. */
final class PoolBoard implements PoolView, PoolFacts {

  /** Of a department's pictures, answered: below it its tasks are told that they get less. */
  private static final double ENOUGH = 0.95;

  private final Supplier<PoolFigures> pool;
  private final Supplier<CameraBoard> cameras;
  private final Algorithms algorithms;
  private final Supplier<Optional<GrantKeeper.Stale>> stale;
  private final Rates rates;
  private final Clock clock;

  /**
   * @param cameras asked for later, when they are there
   */
  PoolBoard(
      Supplier<PoolFigures> pool,
      Supplier<CameraBoard> cameras,
      Algorithms algorithms,
      Supplier<Optional<GrantKeeper.Stale>> stale,
      Rates rates,
      Clock clock) {
    this.pool = pool;
    this.cameras = cameras;
    this.algorithms = algorithms;
    this.stale = stale;
    this.rates = rates;
    this.clock = clock;
  }

  @Override
  public Picture look() {
    PoolFigures figures = pool.get();
    Map<String, Integer> waiting = new HashMap<>();
    for (LaneFigures lane : figures.lanes()) {
      for (Payer payer : lane.payers()) {
        waiting.merge(payer.department(), lane.waiting() ? 1 : 0, Integer::sum);
      }
    }
    Optional<GrantKeeper.Stale> old = stale.get();
    return new Picture(
        clock.instant(),
        figures.capacity(),
        old.map(GrantKeeper.Stale::since),
        old.map(GrantKeeper.Stale::reason).orElse(""),
        figures.workloads().stream().map(PoolBoard::pack).toList(),
        figures.departments().stream()
            .map(d -> department(d, figures.capacity(), waiting.getOrDefault(d.department(), 0)))
            .toList());
  }

  private static Pack pack(WorkloadFigures workload) {
    return new Pack(
        workload.pack(),
        workload.version(),
        workload.size().toString(),
        workload.cost(),
        workload.meanMillis() > 0 ? workload.meanMillis() : workload.measuredMillis(),
        workload.batch(),
        workload.sessions(),
        workload.device().toString());
  }

  private static Department department(DepartmentFigures figures, double capacity, int waiting) {
    return new Department(
        figures.department(),
        figures.share().guaranteed(),
        ceiling(figures, capacity),
        figures.used(),
        figures.wanted(),
        figures.lent(),
        figures.borrowed(),
        waiting);
  }

  /** As grants say it: nothing for who has none, and for the city all that there is. */
  private static double ceiling(DepartmentFigures figures, double capacity) {
    if (Double.isFinite(figures.share().ceiling())) {
      return figures.share().ceiling();
    }
    return figures.department().equals(Payer.CITY) ? capacity : 0;
  }

  @Override
  public List<PoolView.Task> tasks() {
    List<PoolView.Task> tasks = new ArrayList<>();
    for (CameraView camera : cameras.get().list()) {
      camera.tasks().forEach(task -> tasks.add(task(camera, task)));
    }
    return tasks;
  }

  private PoolView.Task task(CameraView view, io.cityward.app.pipeline.TaskState state) {
    io.cityward.app.config.Task task = state.task();
    CameraId camera = view.config().id();
    boolean motion = !task.settings().wantsDetections();
    String algorithm = motion ? "" : task.algorithmOr(algorithms.usual());
    String version = motion ? "" : version(algorithm, camera);
    double most = state.runs() ? state.framesPerSecond() : task.settings().framesPerSecond();
    TaskState kind = kind(view, state);
    boolean runs = kind == TaskState.RUNNING;
    TaskKey key = new TaskKey(task.department(), camera, task.scene(), algorithm, version);
    double wanted = runs && !motion ? rates.wanted(key, most) : most;
    // What it had over the last seconds is not what it has. Past the pool it has what comes.
    double effective = runs ? motion ? most : rates.of(key) : 0;
    return new PoolView.Task(
        task.department(),
        camera,
        task.scene(),
        algorithm,
        version,
        wanted,
        effective,
        kind,
        reason(view, state, kind));
  }

  private String reason(CameraView view, io.cityward.app.pipeline.TaskState state, TaskState kind) {
    if (kind == TaskState.CAMERA_OFF) {
      return view.state().reason();
    }
    if (kind != TaskState.RUNNING) {
      return state.reason();
    }
    String department = state.task().department();
    return pool.get().departments().stream()
        .filter(one -> one.department().equals(department) && one.answered() < ENOUGH)
        .findFirst()
        .map(one -> department + " gets " + Math.round(100 * one.answered()) + " % of its looks")
        .orElse("");
  }

  private static TaskState kind(CameraView view, io.cityward.app.pipeline.TaskState state) {
    if (!view.config().enabled()) {
      return TaskState.CAMERA_OFF;
    }
    return switch (state.kind()) {
      case RUNNING ->
          view.state().kind() == SourceState.Kind.LIVE || view.config().patrol().isPresent()
              ? TaskState.RUNNING
              : TaskState.CAMERA_OFF;
      case OUTSIDE_SCHEDULE -> TaskState.OUTSIDE_SCHEDULE;
      case NO_GRANT -> TaskState.WAITING_FOR_GRANT;
      case NO_ALGORITHM -> TaskState.WAITING_FOR_ALGORITHM;
    };
  }

  private String version(String algorithm, CameraId camera) {
    return pack(algorithm, camera).map(ModelPack::version).orElse("");
  }

  private Optional<ModelPack> pack(String algorithm, CameraId camera) {
    try {
      return Optional.of(algorithms.pack(algorithm, camera));
    } catch (CityException e) {
      return Optional.empty();
    }
  }

  @Override
  public OptionalDouble capacity() {
    double capacity = pool.get().capacity();
    return capacity > 0 ? OptionalDouble.of(capacity) : OptionalDouble.empty();
  }

  @Override
  public boolean hasAlgorithm(String algorithm) {
    return algorithms.active(algorithm).isPresent();
  }

  @Override
  public OptionalDouble cost(String algorithm) {
    Optional<ModelPack> active = algorithms.active(algorithm);
    OptionalDouble measured =
        pool.get().workloads().stream()
            .filter(w -> w.pack().equals(algorithm) && w.cost() > 0)
            .filter(w -> active.map(ModelPack::version).filter(w.version()::equals).isPresent())
            .mapToDouble(WorkloadFigures::cost)
            .max();
    // Not loaded as long as nobody runs it.
    return measured.isPresent() ? measured : algorithms.triedCost(algorithm);
  }

  @Override
  public boolean hasCamera(CameraId camera) {
    return cameras.get().has(camera);
  }

  @Override
  public int tasks(String department) {
    return (int)
        cameras.get().list().stream()
            .flatMap(camera -> camera.config().tasks().stream())
            .filter(task -> task.department().equals(department))
            .count();
  }
}
