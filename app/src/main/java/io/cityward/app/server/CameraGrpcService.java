package io.cityward.app.server;

import io.cityward.alerts.grpc.GrpcErrors;
import io.cityward.app.pipeline.CameraBoard;
import io.cityward.app.pipeline.CameraView;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.proto.v1.Camera;
import io.cityward.proto.v1.CameraServiceGrpc;
import io.cityward.proto.v1.CameraSettings;
import io.cityward.proto.v1.CreateCameraRequest;
import io.cityward.proto.v1.DeleteCameraRequest;
import io.cityward.proto.v1.DeleteCameraResponse;
import io.cityward.proto.v1.GetCameraRequest;
import io.cityward.proto.v1.GetCameraSettingsRequest;
import io.cityward.proto.v1.ImportCamerasRequest;
import io.cityward.proto.v1.ImportCamerasResponse;
import io.cityward.proto.v1.ListCamerasRequest;
import io.cityward.proto.v1.ListCamerasResponse;
import io.cityward.proto.v1.ProbeSourceRequest;
import io.cityward.proto.v1.ProbeSourceResponse;
import io.cityward.proto.v1.SetCameraEnabledRequest;
import io.cityward.proto.v1.Snapshot;
import io.cityward.proto.v1.TakeSnapshotRequest;
import io.cityward.proto.v1.UpdateCameraRequest;
import io.cityward.proto.v1.WatchCamerasRequest;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cameras, how they are doing, and what changes them, over gRPC. */
public final class CameraGrpcService extends CameraServiceGrpc.CameraServiceImplBase
    implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CameraGrpcService.class);
  private static final int USUAL_PAGE = 50;
  private static final int LARGEST_PAGE = 500;
  private static final long REFRESH_SECONDS = 2;

  private final CameraBoard board;
  private final CameraCommands commands;
  private final CameraLooks looks;
  private final FrameRates rates = new FrameRates();
  private final Set<CameraWatch> watches = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "camera-watch");
            thread.setDaemon(true);
            return thread;
          });
  private Runnable unsubscribe = () -> {};

  public CameraGrpcService(CameraBoard board, CameraCommands commands, CameraLooks looks) {
    this.board = board;
    this.commands = commands;
    this.looks = looks;
    commands.onRemoved(this::tellRemoved);
  }

  /** Begins to follow the cameras. */
  public void start() {
    unsubscribe = board.watch(view -> tell(List.of(view)));
    Future<?> refreshing =
        ticker.scheduleAtFixedRate(
            this::refresh, REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
    if (refreshing.isDone()) {
      throw new IllegalStateException("closed before the start");
    }
  }

  private void refresh() {
    try {
      List<CameraView> views = board.list();
      rates.note(views, System.nanoTime());
      tell(views);
    } catch (RuntimeException e) {
      LOG.error("figures of the cameras could not be told", e);
    }
  }

  private void tell(List<CameraView> views) {
    if (!watches.isEmpty()) {
      List<Camera> cameras = views.stream().map(this::proto).toList();
      watches.forEach(watch -> watch.offer(cameras));
    }
  }

  private void tellRemoved(CameraId id) {
    if (!ticker.isShutdown()) {
      ticker.execute(() -> removed(id));
    }
  }

  /** By the thread that refreshes, so that no older news of the camera comes after this. */
  private void removed(CameraId id) {
    rates.forget(id);
    List<Camera> gone =
        List.of(Camera.newBuilder().setId(id.value()).setDeleted(true).setRegistered(true).build());
    watches.forEach(watch -> watch.offer(gone));
  }

  @Override
  public void listCameras(
      ListCamerasRequest request, StreamObserver<ListCamerasResponse> responses) {
    GrpcErrors.answer(responses, () -> list(request));
  }

  private ListCamerasResponse list(ListCamerasRequest request) {
    int size = request.getPageSize() == 0 ? USUAL_PAGE : request.getPageSize();
    if (size < 1 || size > LARGEST_PAGE) {
      throw CityException.invalid("page_size", size, "1 to " + LARGEST_PAGE + ", or 0");
    }
    // The token is the last id of the page before: ids are sorted and no secret.
    List<CameraView> rest = new ArrayList<>(board.list());
    rest.removeIf(view -> view.config().id().value().compareTo(request.getPageToken()) <= 0);
    List<CameraView> page = rest.subList(0, Math.min(size, rest.size()));
    ListCamerasResponse.Builder response = ListCamerasResponse.newBuilder();
    page.forEach(view -> response.addCameras(proto(view)));
    if (page.size() < rest.size()) {
      response.setNextPageToken(page.get(page.size() - 1).config().id().value());
    }
    return response.build();
  }

  @Override
  public void getCamera(GetCameraRequest request, StreamObserver<Camera> responses) {
    GrpcErrors.answer(responses, () -> proto(board.get(request.getCameraId())));
  }

  @Override
  public void watchCameras(WatchCamerasRequest request, StreamObserver<Camera> responses) {
    CameraWatch watch = new CameraWatch((ServerCallStreamObserver<Camera>) responses);
    watches.add(watch);
    watch.onGone(() -> watches.remove(watch));
    watch.offer(board.list().stream().map(this::proto).toList());
  }

  @Override
  public void getCameraSettings(
      GetCameraSettingsRequest request, StreamObserver<CameraSettings> responses) {
    GrpcErrors.answer(responses, () -> commands.settings(request.getCameraId()));
  }

  @Override
  public void createCamera(CreateCameraRequest request, StreamObserver<CameraSettings> responses) {
    GrpcErrors.answer(responses, () -> commands.create(request));
  }

  @Override
  public void updateCamera(UpdateCameraRequest request, StreamObserver<CameraSettings> responses) {
    GrpcErrors.answer(responses, () -> commands.update(request));
  }

  @Override
  public void setCameraEnabled(
      SetCameraEnabledRequest request, StreamObserver<CameraSettings> responses) {
    GrpcErrors.answer(responses, () -> commands.setEnabled(request));
  }

  @Override
  public void deleteCamera(
      DeleteCameraRequest request, StreamObserver<DeleteCameraResponse> responses) {
    GrpcErrors.answer(responses, () -> commands.delete(request));
  }

  @Override
  public void importCameras(
      ImportCamerasRequest request, StreamObserver<ImportCamerasResponse> responses) {
    GrpcErrors.answer(responses, () -> commands.importCsv(request));
  }

  @Override
  public void probeSource(
      ProbeSourceRequest request, StreamObserver<ProbeSourceResponse> responses) {
    GrpcErrors.answer(responses, () -> looks.probe(request));
  }

  @Override
  public void takeSnapshot(TakeSnapshotRequest request, StreamObserver<Snapshot> responses) {
    GrpcErrors.answer(responses, () -> looks.snapshot(request));
  }

  private Camera proto(CameraView view) {
    return CameraMessages.of(
        view, rates.of(view.config().id()), commands.registered(view.config().id()));
  }

  @Override
  public void close() {
    unsubscribe.run();
    ticker.shutdownNow();
    watches.forEach(CameraWatch::complete);
  }
}
