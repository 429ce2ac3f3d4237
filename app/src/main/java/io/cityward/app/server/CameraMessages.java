package io.cityward.app.server;

import com.google.protobuf.Duration;
import io.cityward.alerts.wire.CommonWire;
import io.cityward.app.config.CameraConfig;
import io.cityward.app.pipeline.CameraFigures;
import io.cityward.app.pipeline.CameraView;
import io.cityward.app.pipeline.TaskState;
import io.cityward.ingest.DecodePolicy;
import io.cityward.ingest.Decoding;
import io.cityward.ingest.SourceState;
import io.cityward.proto.v1.Camera;
import io.cityward.proto.v1.CameraState;
import io.cityward.proto.v1.CameraTask;
import io.cityward.proto.v1.CameraTaskState;
import io.cityward.proto.v1.Figures;
import io.cityward.proto.v1.Point;
import io.cityward.proto.v1.StreamView;
import io.cityward.proto.v1.Zone;
import java.util.Optional;

/** A camera as a message. */
final class CameraMessages {

  private CameraMessages() {}

  /**
   * @param registered whether it can be changed at run time
   */
  static Camera of(CameraView view, FrameRates.Rates rates, boolean registered) {
    CameraConfig config = view.config();
    SourceState state = view.state();
    Camera.Builder camera =
        Camera.newBuilder()
            .setId(config.id().value())
            .setName(config.name())
            .setPlace(CommonWire.place(config.place()))
            .setUrl(config.url().masked())
            .setEnabled(config.enabled())
            .setRegistered(registered)
            .setState(state(state.kind()))
            .setStateReason(state.reason())
            .setStateSince(CommonWire.timestamp(state.since()))
            .setFigures(figures(view.figures(), rates).toBuilder().setRingBytes(view.ringBytes()));
    config.allZones().forEach(zone -> camera.addZones(zone(config, zone)));
    config.tasks().forEach(task -> camera.addScenes(task.scene()));
    view.stream()
        .ifPresent(
            stream ->
                camera
                    .setWidth(stream.width())
                    .setHeight(stream.height())
                    .setCodec(stream.codec()));
    now(view, camera);
    return camera.build();
  }

  /** What changes by itself. */
  private static void now(CameraView view, Camera.Builder camera) {
    camera.addAllHealth(view.wrong()).setKeyFrameSeconds(view.keyFrameSeconds());
    view.preset().ifPresent(camera::setPreset);
    view.nextVisit().map(CommonWire::timestamp).ifPresent(camera::setNextVisit);
    view.decoding().ifPresent(d -> camera.setDecodePolicy(words(d)).setDecodeReason(d.reason()));
    view.cameraClock()
        .ifPresent(
            clock ->
                camera
                    .setClockOffset(duration(clock.offset()))
                    .setClockDriftPpm(clock.driftPpm().orElse(0)));
    view.sub().map(CameraMessages::stream).ifPresent(camera::setSubStream);
    view.tasks().forEach(state -> camera.addTasks(task(state)));
  }

  private static CameraTask task(TaskState state) {
    return CameraTask.newBuilder()
        .setScene(state.task().scene())
        .setDepartment(state.task().department())
        .setAlgorithm(state.task().algorithm().orElse(""))
        .setState(
            switch (state.kind()) {
              case RUNNING -> CameraTaskState.CAMERA_TASK_RUNNING;
              case OUTSIDE_SCHEDULE -> CameraTaskState.CAMERA_TASK_OUTSIDE_SCHEDULE;
              case NO_GRANT -> CameraTaskState.CAMERA_TASK_NO_GRANT;
              case NO_ALGORITHM -> CameraTaskState.CAMERA_TASK_NO_ALGORITHM;
            })
        .setReason(state.reason())
        .build();
  }

  private static StreamView stream(CameraView.Sub sub) {
    StreamView.Builder stream =
        StreamView.newBuilder()
            .setState(state(sub.state().kind()))
            .setStateReason(sub.state().reason())
            .setStateSince(CommonWire.timestamp(sub.state().since()));
    sub.stream()
        .ifPresent(s -> stream.setWidth(s.width()).setHeight(s.height()).setCodec(s.codec()));
    return stream.build();
  }

  private static String words(Decoding decoding) {
    if (decoding.policy() instanceof DecodePolicy.Fps fps) {
      return fps.value() + " fps";
    }
    return switch (decoding.way()) {
      case NOTHING -> "none";
      case KEY_FRAMES -> "key-frames";
      case SPARSE -> "sparse";
      case EVERYTHING -> "all";
    };
  }

  private static Duration duration(java.time.Duration span) {
    return Duration.newBuilder().setSeconds(span.getSeconds()).setNanos(span.getNano()).build();
  }

  static CameraState state(SourceState.Kind kind) {
    return switch (kind) {
      case CONNECTING -> CameraState.CAMERA_CONNECTING;
      case LIVE -> CameraState.CAMERA_LIVE;
      case STALLED -> CameraState.CAMERA_STALLED;
      case BACKING_OFF -> CameraState.CAMERA_BACKING_OFF;
      case REFUSED -> CameraState.CAMERA_REFUSED;
      case UNAUTHORISED -> CameraState.CAMERA_UNAUTHORISED;
      case UNSUPPORTED -> CameraState.CAMERA_UNSUPPORTED;
      case STOPPED -> CameraState.CAMERA_STOPPED;
    };
  }

  static Zone zone(CameraConfig config, io.cityward.scenes.Zone zone) {
    Zone.Builder message = Zone.newBuilder().setId(zone.id()).setKind(zone.kind().toString());
    zone.polygon()
        .points()
        .forEach(p -> message.addPolygon(Point.newBuilder().setX(p.x()).setY(p.y())));
    Optional.ofNullable(config.zonePlaces().get(zone.id()))
        .map(CommonWire::place)
        .ifPresent(message::setPlace);
    return message.build();
  }

  private static Figures figures(CameraFigures figures, FrameRates.Rates rates) {
    return Figures.newBuilder()
        .setPackets(figures.packets())
        .setBytes(figures.bytes())
        .setFramesDecoded(figures.framesDecoded())
        .setFramesInferred(figures.framesInferred())
        .setFramesStill(figures.framesStill())
        .setFramesDropped(figures.framesDropped())
        .setPacketsLost(figures.packetsLost())
        .setDecodeErrors(figures.decodeErrors())
        .setDecodeMilliseconds(figures.decodeMilliseconds())
        .setBitsPerSecond(rates.bits())
        .setReconnects(figures.reconnects())
        .setFpsReceived(rates.received())
        .setFpsDecoded(rates.decoded())
        .setFpsInferred(rates.inferred())
        .build();
  }
}
