package io.cityward.app.pipeline;

import io.cityward.app.config.CameraConfig;
import io.cityward.app.config.PipelineConfig;
import io.cityward.core.CityException;
import io.cityward.inference.Detection;
import io.cityward.inference.DropReason;
import io.cityward.inference.Lane;
import io.cityward.inference.pack.ModelPack;
import io.cityward.ingest.Frame;
import io.cityward.scenes.Finding;
import io.cityward.scenes.SceneSettings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the scenes of one branch make of a stream's pictures: sampled on the session's thread; then,
 * when a picture's turn in the pool has come, on the pool's thread: which view it shows, whether it
 * shows anything new, and what the scenes say. The pool keeps the pictures of a lane in order and
 * apart, so that nothing here needs a lock.
 */
final class Analysis implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Analysis.class);

  private final CameraConfig camera;
  private final List<SceneSettings> scenes;
  private volatile Sampler sampler;
  private final Lane lane;
  private volatile Branch branch;
  private final Views views;
  private final AnalysisMetrics metrics;
  private final BiConsumer<Finding, Frame> findings;
  private final LongAdder inferred = new LongAdder();
  private final LongAdder still = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  /**
   * @param findings takes what the scenes find, and is lent the frame that shows it
   */
  Analysis(
      CameraConfig camera,
      Branch branch,
      Lane lane,
      PipelineConfig pipelines,
      AnalysisMetrics metrics,
      BiConsumer<Finding, Frame> findings) {
    this.camera = camera;
    this.branch = branch;
    this.scenes = branch.scenes();
    this.lane = lane;
    this.metrics = branch.key().shadow() ? AnalysisMetrics.NOOP : metrics;
    this.findings = findings;
    this.sampler = new Sampler(branch.framesPerSecond());
    List<SceneSettings> local =
        scenes.stream().map(scene -> scene.in(pipelines.timeZone())).toList();
    this.views = new Views(camera, local, pipelines.motionGate());
  }

  /** Whether another configuration asks for the same, so that its memory may stay. */
  boolean serves(CameraConfig other, Branch wanted) {
    // What a shadow found would be told as another version's.
    boolean sameShadow = !wanted.key().shadow() || wanted.pack().equals(branch.pack());
    return branch.key().equals(wanted.key())
        && sameShadow
        && scenes.equals(wanted.scenes())
        && camera.zones().equals(other.zones())
        && camera.presets().equals(other.presets())
        && camera.inputSize().equals(other.inputSize())
        && camera.patrol().equals(other.patrol());
  }

  /** From the next picture on another version looks, or others pay; what was seen stays known. */
  void follow(Branch changed) {
    if (!changed.pack().equals(branch.pack()) || !changed.size().equals(branch.size())) {
      lane.swap(changed.pack(), changed.size());
    }
    if (!changed.tasks().equals(branch.tasks())) {
      lane.pay(changed.payers(camera.id()));
    }
    if (changed.framesPerSecond() != branch.framesPerSecond()) {
      sampler = new Sampler(changed.framesPerSecond());
    }
    branch = changed;
  }

  /** The version that looks now. */
  ModelPack pack() {
    return branch.pack();
  }

  /** Takes a frame in, which is lent. The session's thread. */
  void offer(Frame borrowed) {
    if (borrowed.damaged()) {
      // Scenes would see things that are not there.
      drop(AnalysisMetrics.Drop.DAMAGED);
    } else if (sampler.wants(borrowed.mediaTime())) {
      lane.submit(new FrameJob(this, borrowed.retain()));
    }
  }

  /** The view that a frame shows; empty while the camera turns. The pool's thread. */
  Optional<View> viewOf(Frame frame) {
    return views.of(frame);
  }

  /** The pool's thread. */
  void detected(View view, Frame frame, List<Detection> detections, boolean known) {
    if (known) {
      still.increment();
      metrics.still();
    } else {
      inferred.increment();
      metrics.inferred();
    }
    for (Finding finding : view.observe(frame, detections)) {
      findings.accept(finding, frame);
    }
  }

  /** It shows no view. */
  void between() {
    drop(AnalysisMetrics.Drop.BETWEEN);
  }

  void dropped(DropReason reason) {
    drop(
        switch (reason) {
          case REPLACED -> AnalysisMetrics.Drop.REPLACED;
          case TOO_LATE -> AnalysisMetrics.Drop.TOO_LATE;
          case LANE_CLOSED, POOL_CLOSED -> AnalysisMetrics.Drop.CLOSED;
        });
  }

  private void drop(AnalysisMetrics.Drop why) {
    dropped.increment();
    metrics.dropped(why);
  }

  void failed(CityException reason) {
    drop(AnalysisMetrics.Drop.FAILED);
    LOG.warn("{}: a picture could not be inferred: {}", camera.id(), reason.getMessage());
  }

  /** The preset it shows, {@link Views#BETWEEN}, or nothing for a camera without. */
  String shown() {
    return views.shown();
  }

  /** What a shadow looks at beside is not the camera's. */
  CameraFigures figures() {
    if (branch.key().shadow()) {
      return CameraFigures.NONE;
    }
    return new CameraFigures(0, 0, 0, 0, 0, 0, inferred.sum(), still.sum(), dropped.sum(), 0);
  }

  @Override
  public void close() {
    lane.close();
  }
}
