package io.cityward.app.pipeline;

import io.cityward.app.config.CameraConfig;
import io.cityward.core.WorkClock;
import io.cityward.ingest.Frame;
import io.cityward.scenes.Finding;
import io.cityward.scenes.motion.MotionGateSettings;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/**
 * The scenes of one stream that look at the pictures alone: past the pool, without a lane. Pictures
 * wait in a short queue, of which the oldest is dropped where threads are busy, and are looked at
 * in order, by one thread at a time. Nobody waits for anybody.
 */
final class MotionWatch implements AutoCloseable {

  /** A third of a second of a camera: more would be late, and each holds a decoded picture. */
  static final int MOST_WAITING = 8;

  private final CameraConfig camera;
  private final MotionPlan plan;
  private final MotionPool pool;
  private final Views views;
  private final Sampler sampler;
  private final AnalysisMetrics metrics;
  private final BiConsumer<Finding, Frame> findings;
  private final Deque<Frame> waiting = new ArrayDeque<>();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder looked = new LongAdder();
  private boolean scheduled;
  private boolean closed;

  /**
   * @param findings takes what the scenes find, and is lent the frame that shows it
   */
  MotionWatch(
      CameraConfig camera,
      MotionPlan plan,
      MotionPool pool,
      AnalysisMetrics metrics,
      BiConsumer<Finding, Frame> findings) {
    this.camera = camera;
    this.plan = plan;
    this.pool = pool;
    this.metrics = metrics;
    this.findings = findings;
    this.views = new Views(camera, plan.scenes(), MotionGateSettings.OFF);
    this.sampler = new Sampler(plan.framesPerSecond());
  }

  /** Whether another configuration asks for the same, so that its memory may stay. */
  boolean serves(CameraConfig other, MotionPlan wanted) {
    return plan.looksAs(wanted)
        && camera.zones().equals(other.zones())
        && camera.presets().equals(other.presets())
        && camera.patrol().equals(other.patrol());
  }

  /** Takes a frame in, which is lent. The session's thread, which does not wait. */
  void offer(Frame borrowed) {
    if (borrowed.damaged()) {
      // Scenes would see things that are not there; a gap they know how to bear.
      drop(AnalysisMetrics.Drop.DAMAGED);
      return;
    }
    if (!sampler.wants(borrowed.mediaTime())) {
      return;
    }
    Frame oldest = null;
    synchronized (this) {
      if (closed) {
        return;
      }
      if (waiting.size() == MOST_WAITING) {
        oldest = waiting.pollFirst();
      }
      waiting.addLast(borrowed.retain());
      schedule();
    }
    if (oldest != null) {
      oldest.close();
      drop(AnalysisMetrics.Drop.REPLACED);
    }
  }

  private void schedule() {
    if (!scheduled && !waiting.isEmpty()) {
      try {
        scheduled = true;
        pool.execute(this::work);
      } catch (RejectedExecutionException e) {
        // The process stops; close() lets go of what waits.
        scheduled = false;
      }
    }
  }

  /** Looks at one picture, so that cameras take turns. A thread of the pool. */
  private void work() {
    try (Frame frame = next()) {
      if (frame != null) {
        long began = WorkClock.nanos();
        look(frame);
        looked.increment();
        metrics.watched(WorkClock.nanos() - began);
      }
    } finally {
      synchronized (this) {
        scheduled = false;
        schedule();
      }
    }
  }

  private synchronized Frame next() {
    return waiting.pollFirst();
  }

  private void look(Frame frame) {
    views
        .of(frame)
        .ifPresentOrElse(
            view -> view.observe(frame, List.of()).forEach(f -> findings.accept(f, frame)),
            () -> drop(AnalysisMetrics.Drop.BETWEEN));
  }

  private void drop(AnalysisMetrics.Drop why) {
    dropped.increment();
    metrics.dropped(why);
  }

  String shown() {
    return views.shown();
  }

  CameraFigures figures() {
    return new CameraFigures(0, 0, 0, 0, 0, 0, looked.sum(), 0, dropped.sum(), 0);
  }

  /** A picture that is being looked at is looked at to its end. */
  @Override
  public void close() {
    List<Frame> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(waiting);
      waiting.clear();
    }
    for (Frame frame : left) {
      frame.close();
      drop(AnalysisMetrics.Drop.CLOSED);
    }
  }
}
