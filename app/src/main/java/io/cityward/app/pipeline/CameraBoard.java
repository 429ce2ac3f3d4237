package io.cityward.app.pipeline;

import io.cityward.app.config.CameraConfig;
import io.cityward.core.CityException;
import io.cityward.inference.InferencePool;
import io.cityward.inference.Lane;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.ingest.CameraSession;
import io.cityward.ingest.DecodePolicy;
import io.cityward.ingest.IngestMetrics;
import io.cityward.ingest.SessionSettings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * All cameras of this process, each with its pipeline; who wants to know is told of changes.
 * Cameras are put, replaced and removed by one thread at a time; looked at by any.
 */
public final class CameraBoard implements AutoCloseable {

  private final SessionSettings settings;
  private final InferencePool pool;
  private final ModelPack pack;
  private final FindingDesk desk;
  private final Function<CameraConfig, IngestMetrics> metrics;
  private final Clock clock;
  private final Map<String, CameraSlot> cameras = new ConcurrentSkipListMap<>();
  private final List<Consumer<CameraView>> watchers = new CopyOnWriteArrayList<>();
  private boolean started;
  private boolean closed;

  /**
   * Puts the pipelines together; nothing connects before {@link #start}.
   *
   * @param metrics what counts for a camera, by its configuration
   */
  public CameraBoard(
      List<CameraConfig> configs,
      SessionSettings settings,
      InferencePool pool,
      ModelPack pack,
      FindingDesk desk,
      Function<CameraConfig, IngestMetrics> metrics,
      Clock clock) {
    this.settings = settings;
    this.pool = pool;
    this.pack = pack;
    this.desk = desk;
    this.metrics = metrics;
    this.clock = clock;
    configs.forEach(config -> cameras.put(config.id().value(), slot(config)));
  }

  public synchronized void start() {
    started = true;
    cameras.values().forEach(CameraSlot::start);
  }

  /**
   * Refuses a camera that could not be put.
   *
   * @throws CityException INVALID if the pack does not take its input size
   */
  public void check(CameraConfig config) {
    pack.check(size(config));
  }

  /**
   * Adds a camera, or replaces the one of its id. As long as its source is the same, it stays
   * connected; otherwise its clips that wait are cut at once, and it is connected anew.
   */
  public synchronized void put(CameraConfig config) {
    check(config);
    if (closed) {
      return;
    }
    CameraSlot before = cameras.get(config.id().value());
    if (before != null && before.config().sameSource(config)) {
      boolean sameSize = size(before.config()).equals(size(config));
      before.replace(config, sameSize || !config.enabled() ? before.lane() : lane(config));
      tell(before);
      return;
    }
    CameraSlot slot = slot(config);
    cameras.put(config.id().value(), slot);
    end(before);
    if (started) {
      slot.start();
    }
    tell(slot);
  }

  /** Removes a camera, if it is there; its clips that wait are cut at once. */
  public synchronized void remove(String id) {
    end(cameras.remove(id));
  }

  /** In the order of their ids. */
  public List<CameraView> list() {
    return cameras.values().stream().map(CameraSlot::view).toList();
  }

  /**
   * One camera.
   *
   * @throws CityException NOT_FOUND
   */
  public CameraView get(String id) {
    return slot(id).view();
  }

  /**
   * The next picture of a camera; waits some seconds for it.
   *
   * @param zones whether its zones are drawn over it
   * @return empty if no picture comes
   * @throws CityException NOT_FOUND
   */
  public Optional<CameraSnapshot> snapshot(String id, boolean zones) {
    return slot(id).snapshot(zones);
  }

  /**
   * Calls back, on a camera's own thread or that of a change, whenever a state or a configuration
   * changes.
   *
   * @return ends it
   */
  public Runnable watch(Consumer<CameraView> watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  private CameraSlot slot(String id) {
    CameraSlot slot = cameras.get(id);
    if (slot == null) {
      throw CityException.notFound("camera", id);
    }
    return slot;
  }

  private CameraSlot slot(CameraConfig config) {
    CameraSlot slot = new CameraSlot(config, clock.instant(), this::tell);
    if (config.enabled()) {
      // Scenes that decide over minutes live on key frames.
      CameraSession session =
          new CameraSession(
              config.id(),
              config.url(),
              config.transport().map(settings::with).orElse(settings),
              DecodePolicy.KEY_FRAMES,
              slot,
              metrics.apply(config),
              clock);
      slot.join(session, new CameraPipeline(config, desk), lane(config));
    }
    return slot;
  }

  private Lane lane(CameraConfig config) {
    return pool.lane(config.id().value(), pack, size(config));
  }

  private InputSize size(CameraConfig config) {
    return config.inputSize().orElse(pack.defaultSize());
  }

  private void end(CameraSlot slot) {
    if (slot != null && slot.pipeline() != null) {
      desk.cutNow(slot.pipeline());
    }
    if (slot != null) {
      slot.close();
    }
  }

  /** Nobody is told of a camera that is no longer on the board. */
  private void tell(CameraSlot slot) {
    if (cameras.get(slot.config().id().value()) == slot) {
      CameraView view = slot.view();
      watchers.forEach(watcher -> watcher.accept(view));
    }
  }

  /** Closes all sessions; those that hang are waited for together, not one after the other. */
  @Override
  public synchronized void close() {
    closed = true;
    List<Thread> closing =
        cameras.values().stream()
            .map(slot -> new Thread(slot::close, "close-" + slot.config().id()))
            .toList();
    closing.forEach(Thread::start);
    try {
      for (Thread thread : closing) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
