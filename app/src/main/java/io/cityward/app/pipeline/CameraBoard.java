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
import io.cityward.ingest.PacketRing;
import io.cityward.ingest.SessionSettings;
import io.cityward.ingest.StreamInfo;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** All cameras of this process, each with its pipeline; who wants to know is told of changes. */
public final class CameraBoard implements AutoCloseable {

  private final Map<String, CameraPipeline> cameras = new TreeMap<>();
  private final List<Consumer<CameraView>> watchers = new CopyOnWriteArrayList<>();

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
    for (CameraConfig config : configs) {
      CameraPipeline pipeline = new CameraPipeline(config, desk, this::tell);
      // Scenes that decide over minutes live on key frames.
      CameraSession session =
          new CameraSession(
              config.id(),
              config.url(),
              settings,
              DecodePolicy.KEY_FRAMES,
              pipeline,
              metrics.apply(config),
              clock);
      InputSize size = config.inputSize().orElse(pack.defaultSize());
      Lane lane = pool.lane(config.id().value(), pack, size);
      pipeline.join(session, lane);
      cameras.put(config.id().value(), pipeline);
    }
  }

  public void start() {
    cameras.values().forEach(camera -> camera.session().start());
  }

  /** In the order of their ids. */
  public List<CameraView> list() {
    return cameras.values().stream().map(CameraBoard::view).toList();
  }

  /**
   * One camera.
   *
   * @throws CityException NOT_FOUND
   */
  public CameraView get(String id) {
    return view(camera(id));
  }

  /**
   * The packets of one camera.
   *
   * @throws CityException NOT_FOUND
   */
  public PacketRing ring(String id) {
    return camera(id).session().ring();
  }

  private CameraPipeline camera(String id) {
    CameraPipeline camera = cameras.get(id);
    if (camera == null) {
      throw CityException.notFound("camera", id);
    }
    return camera;
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
    CameraView view = view(camera);
    watchers.forEach(watcher -> watcher.accept(view));
  }

  private static CameraView view(CameraPipeline camera) {
    CameraSession session = camera.session();
    Optional<StreamInfo> info = session.info();
    return new CameraView(camera.config(), session.state(), info, camera.figures());
  }

  /** Closes all sessions; those that hang are waited for together, not one after the other. */
  @Override
  public void close() {
    List<Thread> closing =
        cameras.values().stream()
            .map(camera -> new Thread(camera.session()::close, "close-" + camera.config().id()))
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
