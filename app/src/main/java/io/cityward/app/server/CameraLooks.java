package io.cityward.app.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import io.cityward.alerts.camera.Login;
import io.cityward.alerts.grpc.RequestCheck;
import io.cityward.alerts.registry.CameraRegistry;
import io.cityward.alerts.wire.CommonWire;
import io.cityward.app.cameras.CameraRoll;
import io.cityward.app.cameras.Prober;
import io.cityward.app.config.CameraConfig;
import io.cityward.app.pipeline.CameraBoard;
import io.cityward.app.pipeline.CameraSnapshot;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.ingest.ProbeReport;
import io.cityward.ingest.StreamInfo;
import io.cityward.ingest.StreamUrl;
import io.cityward.ingest.Transport;
import io.cityward.proto.v1.ProbeSourceRequest;
import io.cityward.proto.v1.ProbeSourceResponse;
import io.cityward.proto.v1.Snapshot;
import io.cityward.proto.v1.TakeSnapshotRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Looking through a camera, or at a source that may become one. */
public final class CameraLooks {

  private static final int MOST_SNAPSHOTS_AT_ONCE = 16;

  private final CameraRoll roll;
  private final CameraRegistry registry;
  private final CameraBoard board;
  private final Prober prober;
  private final Semaphore snapshots = new Semaphore(MOST_SNAPSHOTS_AT_ONCE);

  public CameraLooks(CameraRoll roll, CameraRegistry registry, CameraBoard board, Prober prober) {
    this.roll = roll;
    this.registry = registry;
    this.board = board;
    this.prober = prober;
  }

  Snapshot snapshot(TakeSnapshotRequest request) {
    if (!snapshots.tryAcquire()) {
      throw new CityException(
          ErrorCode.FULL,
          "snapshots: " + MOST_SNAPSHOTS_AT_ONCE + " are waited for (expected: fewer)");
    }
    try {
      CameraSnapshot taken =
          board
              .snapshot(request.getCameraId(), request.getZones())
              .orElseThrow(
                  () ->
                      new CityException(
                          ErrorCode.EXTERNAL_FAILED,
                          "camera " + request.getCameraId() + ": no picture yet"));
      return Snapshot.newBuilder()
          .setPicture(ByteString.copyFrom(taken.jpeg()))
          .setTakenAt(CommonWire.timestamp(taken.takenAt()))
          .setWidth(taken.width())
          .setHeight(taken.height())
          .build();
    } finally {
      snapshots.release();
    }
  }

  ProbeSourceResponse probe(ProbeSourceRequest request) {
    RequestCheck check = new RequestCheck();
    Optional<Transport> transport =
        check.parsed("transport", Optional.empty(), () -> transport(request.getTransport()));
    StreamUrl url =
        request.getCameraId().isEmpty()
            ? check.parsed("url", null, () -> CameraConfig.onNetwork(request.getUrl()))
            : ofCamera(CameraCommands.id(request.getCameraId()), request, check);
    check.done();
    StreamUrl asked = request.getUser().isEmpty() ? url : withLogin(url, request);
    return message(prober.look(asked, transport.isPresent() ? transport : transportOf(request)));
  }

  /**
   * A camera's own source, or another on its own host: its password is told to no other one, so
   * that nobody learns it by naming a server of theirs.
   */
  private StreamUrl ofCamera(CameraId id, ProbeSourceRequest request, RequestCheck check) {
    CameraConfig camera = config(id);
    if (request.getUrl().isEmpty()) {
      return camera.url();
    }
    StreamUrl url =
        check.parsed("url", camera.url(), () -> CameraConfig.onNetwork(request.getUrl()));
    boolean itsOwn = url.host().equals(camera.url().host());
    if (!itsOwn) {
      check.note("url", url.masked(), "a source on the camera's host " + camera.url().host());
    }
    Login login = registry.find(id).map(c -> c.login()).orElse(Login.NONE);
    return !itsOwn || login.isNone() ? url : url.withCredentials(login.user(), login.password());
  }

  private Optional<Transport> transportOf(ProbeSourceRequest request) {
    return request.getCameraId().isEmpty()
        ? Optional.empty()
        : config(CameraCommands.id(request.getCameraId())).transport();
  }

  private CameraConfig config(CameraId id) {
    return roll.inFile(id)
        .orElseGet(
            () ->
                roll.config(
                    registry.find(id).orElseThrow(() -> CityException.notFound("camera", id))));
  }

  private static StreamUrl withLogin(StreamUrl url, ProbeSourceRequest request) {
    Login login = new Login(request.getUser(), request.getPassword());
    return url.withCredentials(login.user(), login.password());
  }

  private static Optional<Transport> transport(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(Transport.values())
            .filter(t -> t.name().toLowerCase(Locale.ROOT).equals(text))
            .findFirst()
            .orElseThrow(() -> CityException.invalid("transport", text, "tcp, udp or auto")));
  }

  private static ProbeSourceResponse message(ProbeReport report) {
    ProbeSourceResponse.Builder message =
        ProbeSourceResponse.newBuilder()
            .setState(CameraMessages.state(report.state().kind()))
            .setStateReason(report.state().reason())
            .setKeyFrameSeconds(seconds(report.gop()));
    report.stream().ifPresent(stream -> put(message, stream));
    report.firstFrameAfter().ifPresent(span -> message.setFirstPictureSeconds(seconds(span)));
    report
        .clockOffset()
        .ifPresent(span -> message.setClockOffset(Durations.fromNanos(span.toNanos())));
    report.snapshot().ifPresent(jpeg -> message.setPicture(ByteString.copyFrom(jpeg)));
    return message.build();
  }

  private static void put(ProbeSourceResponse.Builder message, StreamInfo stream) {
    message
        .setCodec(stream.codec())
        .setWidth(stream.width())
        .setHeight(stream.height())
        .setFps(stream.fps());
  }

  private static double seconds(Duration span) {
    return span.toNanos() / 1e9;
  }
}
