package io.cityward.app.pipeline;

import io.cityward.app.config.CameraConfig;
import io.cityward.app.config.EvidenceConfig;
import io.cityward.app.config.PipelineConfig;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.inference.InferencePool;
import io.cityward.inference.Lane;
import io.cityward.inference.LaneOrder;
import io.cityward.inference.pack.ModelPack;
import io.cityward.ingest.CameraSession;
import io.cityward.ingest.Frame;
import io.cityward.ingest.IngestMetrics;
import io.cityward.ingest.Overlay;
import io.cityward.ingest.PacketRing;
import io.cityward.ingest.SessionSettings;
import io.cityward.scenes.Finding;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All cameras of this process, each with its pipeline: watched without a break, or visited by the
 * patrol. Who wants to know is told of changes.
 */
public final class CameraBoard implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CameraBoard.class);
  private static final long CLOSING_SECONDS = 5;

  private final SessionSettings settings;
  private final PipelineConfig pipelines;
  private final InferencePool pool;
  private final TaskGate gate;
  private final Algorithms algorithms;
  private final ShadowSink shadows;
  private final FindingDesk desk;
  private final BiFunction<CameraId, StreamRole, IngestMetrics> metrics;
  private final Function<CameraId, AnalysisMetrics> analyses;
  private final EvidenceConfig evidence;
  private final Clock clock;
  private final PatrolDesk patrol;
  private final Map<String, CameraPipeline> cameras = new ConcurrentSkipListMap<>();
  private final List<Consumer<CameraView>> watchers = new CopyOnWriteArrayList<>();
  private final ExecutorService closing =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "close-camera");
            thread.setDaemon(true);
            return thread;
          });
  private final ScheduledExecutorService signals =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "camera-signals");
            thread.setDaemon(true);
            return thread;
          });
  private final MotionPool motions = new MotionPool(Runtime.getRuntime().availableProcessors());
  private boolean started;

  /**
   * Connects to nothing before {@link #start}.
   *
   * @param metrics what counts for a camera's stream
   * @param analyses what counts what its scenes look at
   */
  public CameraBoard(
      SessionSettings settings,
      PipelineConfig pipelines,
      EvidenceConfig evidence,
      InferencePool pool,
      TaskGate gate,
      Algorithms algorithms,
      ShadowSink shadows,
      FindingDesk desk,
      BiFunction<CameraId, StreamRole, IngestMetrics> metrics,
      Function<CameraId, AnalysisMetrics> analyses,
      Clock clock) {
    this.settings = settings;
    this.pipelines = pipelines;
    this.evidence = evidence;
    this.pool = pool;
    this.gate = gate;
    this.algorithms = algorithms;
    this.shadows = shadows;
    this.desk = desk;
    this.metrics = metrics;
    this.analyses = analyses;
    this.clock = clock;
    this.patrol = new PatrolDesk(pipelines.patrolStreams(), settings.longestSilence(), clock);
  }

  /** Connects to the cameras that were put here, and to those that will be. */
  public synchronized void start() {
    started = true;
    patrol.start();
    cameras.values().forEach(this::begin);
    Future<?> checking = signals.scheduleWithFixedDelay(this::checkSignals, 1, 1, TimeUnit.SECONDS);
    if (checking.isDone()) {
      throw new IllegalStateException("closed before the start");
    }
  }

  /** Takes up what changed in schedules, grants and algorithms, at once. */
  public void replan() {
    cameras.values().forEach(this::replan);
  }

  private void replan(CameraPipeline camera) {
    if (camera.replan()) {
      tell(camera);
    }
  }

  private void checkSignals() {
    for (CameraPipeline camera : cameras.values()) {
      try {
        camera.checkSignal();
        replan(camera);
      } catch (RuntimeException e) {
        LOG.error("{}: its signal and its tasks could not be looked after", camera.id(), e);
      }
    }
  }

  /**
   * Refuses a camera whose tasks could never run.
   *
   * @throws CityException NOT_FOUND or INVALID if there is no such algorithm, or its pack does not
   *     take the camera's input size
   */
  public void check(CameraConfig camera) {
    camera.tasks().stream()
        .filter(task -> task.settings().wantsDetections())
        .forEach(task -> TaskPlan.pack(camera, task, algorithms));
  }

  /**
   * Refuses a version of an algorithm that the tasks which see it could not work with.
   *
   * @throws CityException INVALID, naming pack, task and camera
   */
  public void check(ModelPack version) {
    for (CameraPipeline camera : cameras.values()) {
      CameraConfig config = camera.config();
      config.tasks().stream()
          .filter(task -> task.settings().wantsDetections())
          .filter(task -> TaskPlan.algorithm(task, algorithms).equals(version.name()))
          .forEach(task -> TaskPlan.check(config, task, version));
    }
  }

  /**
   * Adds a camera, or replaces its configuration; a source that stays is not connected anew. Blocks
   * for some seconds at most, where an old connection hangs.
   */
  public synchronized void put(CameraConfig camera) {
    String id = camera.id().value();
    CameraPipeline present = cameras.get(id);
    if (present == null) {
      present = new CameraPipeline(camera, new Parts(), clock);
      cameras.put(id, present);
    } else {
      halt(present, camera);
      present.change(camera);
    }
    if (started) {
      begin(present);
    }
    tell(present);
  }

  /** What is no longer watched the way it was. */
  private void halt(CameraPipeline camera, CameraConfig changed) {
    if (camera.config().patrol().isPresent()) {
      patrol.remove(camera.id());
    }
    if (!changed.enabled()) {
      camera.close("is not enabled");
    }
  }

  private void begin(CameraPipeline camera) {
    CameraConfig config = camera.config();
    if (!config.enabled()) {
      return;
    }
    if (config.patrol().isPresent()) {
      camera.close("is on patrol, waits for its first visit");
      patrol.add(camera, config.patrol().get());
    } else {
      camera.open();
    }
  }

  /** Takes a camera away; unknown ones are none. */
  public synchronized void remove(String id) {
    CameraPipeline camera = cameras.remove(id);
    if (camera != null) {
      patrol.remove(id);
      camera.end("was deleted");
    }
  }

  /** In the order of their ids. */
  public List<CameraView> list() {
    return cameras.values().stream().map(CameraPipeline::view).toList();
  }

  /**
   * One camera.
   *
   * @throws CityException NOT_FOUND
   */
  public CameraView get(String id) {
    return pipeline(id).view();
  }

  /**
   * The encoded stream of the last seconds; empty while nothing is connected.
   *
   * @throws CityException NOT_FOUND
   */
  public Optional<PacketRing> ring(String id, StreamRole role) {
    return pipeline(id).stream(role).flatMap(StreamWatch::ring);
  }

  public boolean has(CameraId camera) {
    return cameras.containsKey(camera.value());
  }

  private CameraPipeline pipeline(String id) {
    CameraPipeline camera = cameras.get(id);
    if (camera == null) {
      throw CityException.notFound("camera", id);
    }
    return camera;
  }

  /**
   * The zones of the view that a camera shows now, to be drawn over its picture.
   *
   * @throws CityException NOT_FOUND
   */
  public List<Overlay> zones(String id) {
    return Snapshots.zones(pipeline(id).zonesShown());
  }

  /**
   * What a camera shows now, from its main stream; nothing is decoded as long as nobody asks.
   *
   * @param zones whether its zones are drawn over it
   * @return empty as long as no picture has come
   * @throws CityException NOT_FOUND
   */
  public Optional<CameraSnapshot> snapshot(String id, boolean zones) {
    List<Overlay> overlays = zones ? zones(id) : List.of();
    try (Frame frame = ring(id, StreamRole.MAIN).flatMap(PacketRing::newestKeyFrame).orElse(null)) {
      return Optional.ofNullable(frame).map(shown -> CameraSnapshot.of(shown, overlays));
    }
  }

  /** How the patrol is doing. */
  public Rounds.Figures patrol() {
    return patrol.figures();
  }

  /**
   * Calls back, on a camera's own thread, whenever a state changes.
   *
   * @return ends it
   */
  public Runnable watch(Consumer<CameraView> watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  private void tell(CameraPipeline camera) {
    if (!watchers.isEmpty()) {
      CameraView view = camera.view();
      watchers.forEach(watcher -> watcher.accept(view));
    }
  }

  /** What pipelines are made of. */
  private final class Parts implements Workshop {

    @Override
    public CameraSession session(CameraConfig camera, StreamWatch stream) {
      SessionSettings own = camera.transport().map(settings::with).orElse(settings);
      IngestMetrics counted = metrics.apply(camera.id(), stream.role());
      return new CameraSession(
          camera.id(), stream.url(), own, stream.policy(), stream, counted, clock);
    }

    @Override
    public TaskPlan plan(CameraConfig camera) {
      return TaskPlan.of(camera, gate, algorithms, clock.instant());
    }

    @Override
    public Analysis analysis(
        CameraConfig camera, Branch branch, BiConsumer<Finding, Frame> findings) {
      Lane lane =
          pool.lane(
              new LaneOrder(
                  camera.id().value(),
                  branch.pack(),
                  branch.size(),
                  branch.payers(camera.id()),
                  pipelines.deadline()));
      try {
        return new Analysis(camera, branch, lane, pipelines, analyses.apply(camera.id()), findings);
      } catch (RuntimeException e) {
        // A preset's picture that is gone; this is tried again every second.
        lane.close();
        throw e;
      }
    }

    @Override
    public MotionWatch motion(
        CameraConfig camera, MotionPlan plan, BiConsumer<Finding, Frame> findings) {
      return new MotionWatch(camera, plan, motions, analyses.apply(camera.id()), findings);
    }

    @Override
    public ShadowSink shadows() {
      return shadows;
    }

    @Override
    public PipelineConfig settings() {
      return pipelines;
    }

    @Override
    public EvidenceConfig evidence() {
      return evidence;
    }

    @Override
    public FindingDesk desk() {
      return desk;
    }

    @Override
    public void changed(CameraPipeline camera) {
      tell(camera);
    }

    @Override
    public void later(Runnable work) {
      closing.execute(work);
    }
  }

  /** Closes all sessions; those that hang are waited for together, not one after the other. */
  @Override
  public void close() {
    signals.shutdownNow();
    patrol.close();
    List<CameraPipeline> ending = new ArrayList<>(cameras.values());
    ending.forEach(camera -> closing.execute(() -> camera.end("the server stops")));
    closing.shutdown();
    try {
      if (!closing.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        closing.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    motions.close();
  }
}
