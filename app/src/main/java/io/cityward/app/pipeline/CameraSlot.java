package io.cityward.app.pipeline;

import io.cityward.app.config.CameraConfig;
import io.cityward.inference.Lane;
import io.cityward.ingest.CameraSession;
import io.cityward.ingest.Frame;
import io.cityward.ingest.SourceState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A camera's place on the board: its session, and the pipeline that the session's frames go to now.
 * The pipeline may be replaced while the session goes on. A camera that is not enabled has neither.
 */
final class CameraSlot implements CameraSession.Listener {

  private final Instant since;
  private final SnapshotDesk snapshots = new SnapshotDesk();
  private final Consumer<CameraSlot> onChange;
  private volatile CameraConfig config;
  private volatile CameraPipeline pipeline;
  private CameraSession session;
  private Lane lane;

  /**
   * @param onChange told from the session's thread when the camera's state changes
   */
  CameraSlot(CameraConfig config, Instant since, Consumer<CameraSlot> onChange) {
    this.config = config;
    this.since = since;
    this.onChange = onChange;
  }

  /** Connects both ends; before the session starts. */
  void join(CameraSession ofCamera, CameraPipeline first, Lane opened) {
    session = ofCamera;
    lane = opened;
    pipeline = first;
    first.join(ofCamera, opened);
  }

  /** From the next frame on. */
  void replace(CameraConfig next, Lane nextLane) {
    config = next;
    if (session == null) {
      return;
    }
    CameraPipeline successor = pipeline.successor(next, nextLane == lane);
    successor.join(session, nextLane);
    pipeline = successor;
    if (nextLane != lane) {
      lane.close();
      lane = nextLane;
    }
  }

  void start() {
    if (session != null) {
      session.start();
    }
  }

  /** A second or two, if the camera hangs. */
  void close() {
    if (session != null) {
      session.close();
      lane.close();
    }
  }

  CameraConfig config() {
    return config;
  }

  Lane lane() {
    return lane;
  }

  CameraPipeline pipeline() {
    return pipeline;
  }

  CameraView view() {
    return session == null
        ? new CameraView(
            config,
            new SourceState(SourceState.Kind.STOPPED, "not enabled", since),
            Optional.empty(),
            CameraFigures.NONE)
        : new CameraView(config, session.state(), session.info(), pipeline.figures());
  }

  Optional<CameraSnapshot> snapshot(boolean zones) {
    return session == null
        ? Optional.empty()
        : snapshots.take(zones ? Snapshots.zones(config) : List.of());
  }

  @Override
  public void onState(SourceState state) {
    onChange.accept(this);
  }

  @Override
  public void onFrame(Frame borrowed) {
    snapshots.show(borrowed);
    pipeline.onFrame(borrowed);
  }
}
