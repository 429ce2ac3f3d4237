package io.cityward.app.pipeline;

import io.cityward.app.config.CameraConfig;
import io.cityward.core.CityException;
import io.cityward.inference.Detection;
import io.cityward.inference.Lane;
import io.cityward.ingest.CameraSession;
import io.cityward.ingest.Frame;
import io.cityward.ingest.SessionFigures;
import io.cityward.ingest.SourceState;
import io.cityward.scenes.Finding;
import io.cityward.scenes.Observation;
import io.cityward.scenes.Scene;
import io.cityward.scenes.SceneCatalog;
import io.cityward.scenes.SceneSettings;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one camera's frames: sampled on the session's thread, inferred by the pool, looked at
 * by the scenes on the pool's thread that inferred them. The pool keeps the pictures of a lane in
 * order and apart, so that scenes need no lock.
 */
final class CameraPipeline implements CameraSession.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(CameraPipeline.class);

  private final CameraConfig config;
  private final List<Scene> scenes;
  private final Sampler sampler;
  private final FindingDesk desk;
  private final Consumer<CameraPipeline> onChange;
  private final LongAdder inferred = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder sceneFailures = new LongAdder();

  private Lane lane;
  private CameraSession session;

  /**
   * @param onChange told from the session's thread when the camera's state changes
   */
  CameraPipeline(CameraConfig config, FindingDesk desk, Consumer<CameraPipeline> onChange) {
    this.config = config;
    this.scenes = SceneCatalog.create(config.id().value(), config.scenes(), config.zones());
    this.sampler =
        new Sampler(
            config.scenes().stream().mapToDouble(SceneSettings::framesPerSecond).max().orElse(1));
    this.desk = desk;
    this.onChange = onChange;
  }

  /** Connects both ends; before the session starts. */
  void join(CameraSession session, Lane lane) {
    this.session = session;
    this.lane = lane;
  }

  @Override
  public void onState(SourceState state) {
    onChange.accept(this);
  }

  @Override
  public void onFrame(Frame borrowed) {
    if (!scenes.isEmpty() && sampler.wants(borrowed.mediaTime())) {
      lane.submit(new FrameJob(this, borrowed.retain()));
    }
  }

  void detected(Frame frame, List<Detection> detections) {
    inferred.increment();
    Observation observation = new Observation(frame.arrivedAt(), detections, frame);
    for (Scene scene : scenes) {
      for (Finding finding : observe(scene, observation)) {
        desk.accept(this, finding, frame);
      }
    }
  }

  /** A scene that fails is told apart from the others and begins anew. */
  private List<Finding> observe(Scene scene, Observation observation) {
    try {
      return scene.observe(observation);
    } catch (RuntimeException e) {
      sceneFailures.increment();
      LOG.error("{}: scene {} failed and begins anew", config.id(), scene.name(), e);
      scene.reset();
      return List.of();
    }
  }

  void dropped() {
    dropped.increment();
  }

  void failed(CityException reason) {
    dropped.increment();
    LOG.warn("{}: a picture could not be inferred: {}", config.id(), reason.getMessage());
  }

  CameraConfig config() {
    return config;
  }

  CameraSession session() {
    return session;
  }

  CameraFigures figures() {
    SessionFigures counters = session.figures();
    return new CameraFigures(
        counters.packets(),
        counters.bytes(),
        counters.framesDecoded(),
        inferred.sum(),
        dropped.sum(),
        counters.reconnects());
  }
}
