package io.cityward.app.pipeline;

import io.cityward.app.config.CameraConfig;
import io.cityward.inference.Detection;
import io.cityward.ingest.Frame;
import io.cityward.scenes.Finding;
import io.cityward.scenes.Observation;
import io.cityward.scenes.Scene;
import io.cityward.scenes.SceneCatalog;
import io.cityward.scenes.SceneSettings;
import io.cityward.scenes.Zone;
import io.cityward.scenes.motion.LastAnswer;
import io.cityward.scenes.motion.MotionGate;
import io.cityward.scenes.motion.MotionGateSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One view of a camera, the only one or a preset's: its zones' scenes with their memory, and the
 * gate that tells whether a picture shows anything new. One thread at a time.
 */
final class View {

  private static final Logger LOG = LoggerFactory.getLogger(View.class);

  private final CameraConfig camera;
  private final List<Scene> scenes;
  private final LastAnswer answer;

  View(
      CameraConfig camera,
      List<SceneSettings> settings,
      List<Zone> zones,
      MotionGateSettings gate) {
    this.camera = camera;
    this.scenes = SceneCatalog.createWhereZonesAre(settings, zones, camera.longestGap());
    this.answer = new LastAnswer(new MotionGate(gate, zones.stream().map(Zone::polygon).toList()));
  }

  /** The last detections, as long as they stand. */
  Optional<List<Detection>> known(Frame frame) {
    return answer.known(frame);
  }

  List<Finding> observe(Frame frame, List<Detection> detections) {
    answer.detected(detections);
    Observation observation =
        new Observation(frame.arrivedAt(), frame.mediaTime(), detections, frame);
    List<Finding> findings = new ArrayList<>();
    scenes.forEach(scene -> findings.addAll(observe(scene, observation)));
    return findings;
  }

  /** A scene that fails is told apart from the others and begins anew. */
  private List<Finding> observe(Scene scene, Observation observation) {
    try {
      return scene.observe(observation);
    } catch (RuntimeException e) {
      LOG.error("{}: scene {} failed and begins anew", camera.id(), scene.name(), e);
      scene.reset();
      return List.of();
    }
  }
}
