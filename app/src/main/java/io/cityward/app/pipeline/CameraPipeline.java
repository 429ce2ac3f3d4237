package io.cityward.app.pipeline;

import io.cityward.app.config.CameraConfig;
import io.cityward.core.CityException;
import io.cityward.inference.Detection;
import io.cityward.inference.Lane;
import io.cityward.ingest.CameraSession;
import io.cityward.ingest.Frame;
import io.cityward.ingest.SessionFigures;
import io.cityward.scenes.Finding;
import io.cityward.scenes.Observation;
import io.cityward.scenes.Scene;
import io.cityward.scenes.SceneCatalog;
import io.cityward.scenes.SceneSettings;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one camera's frames: sampled on the session's thread, inferred by the pool, looked at
 * by the scenes on the pool's thread that inferred them. The pool keeps the pictures of a lane in
 * order and apart, so that scenes need no lock.
 */
final class CameraPipeline {

  private static final Logger LOG = LoggerFactory.getLogger(CameraPipeline.class);

  private final CameraConfig config;
  private final List<Scene> scenes;
  private final Sampler sampler;
  private final FindingDesk desk;
  private final LongAdder inferred;
  private final LongAdder dropped;
  private final LongAdder sceneFailures = new LongAdder();

  private Lane lane;
  private CameraSession session;

  CameraPipeline(CameraConfig config, FindingDesk desk) {
    this(config, desk, scenes(config), new LongAdder(), new LongAdder());
  }

  private CameraPipeline(
      CameraConfig config,
      FindingDesk desk,
      List<Scene> scenes,
      LongAdder inferred,
      LongAdder dropped) {
    this.config = config;
    this.scenes = scenes;
    this.inferred = inferred;
    this.dropped = dropped;
    this.sampler =
        new Sampler(
            config.scenes().stream().mapToDouble(SceneSettings::framesPerSecond).max().orElse(1));
    this.desk = desk;
  }

  /** Where a camera looks that turns is not known yet: nothing is watched there. */
  private static List<Scene> scenes(CameraConfig config) {
    return config.presets().isEmpty()
        ? SceneCatalog.create(config.id().value(), config.scenes(), config.zones())
        : List.of();
  }

  /**
   * The pipeline of the same camera as it is configured now, with figures that go on.
   *
   * @param sameLane whether the same lane feeds it; scenes that are unchanged then remember what
   *     they saw
   */
  CameraPipeline successor(CameraConfig next, boolean sameLane) {
    boolean sameScenes =
        sameLane
            && next.zones().equals(config.zones())
            && next.presets().equals(config.presets())
            && next.scenes().equals(config.scenes());
    return new CameraPipeline(next, desk, sameScenes ? scenes : scenes(next), inferred, dropped);
  }

  /** Connects both ends; before the session starts. */
  void join(CameraSession session, Lane lane) {
    this.session = session;
    this.lane = lane;
  }

  /** On the session's thread; the frame is lent. */
  void onFrame(Frame borrowed) {
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
