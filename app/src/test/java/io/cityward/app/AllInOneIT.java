package io.cityward.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.rpc.BadRequest;
import io.cityward.app.config.CityConfig;
import io.cityward.core.CityException;
import io.cityward.proto.v1.AlertServiceGrpc;
import io.cityward.proto.v1.Camera;
import io.cityward.proto.v1.CameraServiceGrpc;
import io.cityward.proto.v1.CameraState;
import io.cityward.proto.v1.GetCameraRequest;
import io.cityward.proto.v1.GiveVerdictRequest;
import io.cityward.proto.v1.ListAlertsRequest;
import io.cityward.proto.v1.ListCamerasRequest;
import io.cityward.proto.v1.ListCamerasResponse;
import io.cityward.proto.v1.WatchCamerasRequest;
import io.cityward.testkit.Await;
import io.cityward.testkit.Credentials;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.StatusProto;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One process on real sockets: RTSP cameras good and bad on one side, clients on the other. */
class AllInOneIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String SECRET = "s3cret-of-the-camera";

  @TempDir private static Path folder;
  private static RtspServer cameras;
  private static ServerSocket mute;
  private static TestCity city;

  @BeforeAll
  static void startCity() throws IOException {
    var clip = TestCity.clip("boxes-h264", folder);
    cameras =
        RtspServer.builder()
            .camera(SimulatedCamera.looping("good", clip))
            .camera(
                SimulatedCamera.looping("guarded", clip)
                    .guardedBy(new Credentials("viewer", SECRET)))
            .build()
            .start();
    // Accepts by its backlog, and never says a word.
    mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    String rtsp = "rtsp://127.0.0.1:" + cameras.port();
    city =
        TestCity.start(
            folder,
            camera("a-good", rtsp + "/good")
                + camera("b-guarded", rtsp.replace("//", "//viewer:" + SECRET + "@") + "/guarded")
                + camera("c-wrong-password", rtsp.replace("//", "//viewer:wrong@") + "/guarded")
                + camera("d-refused", "rtsp://127.0.0.1:1/nobody")
                + camera("e-mute", "rtsp://127.0.0.1:" + mute.getLocalPort() + "/mute")
                + camera("f-unknown", rtsp + "/unknown"));
  }

  @AfterAll
  static void stopCity() throws Exception {
    city.close();
    mute.close();
    cameras.close();
  }

  private static String camera(String id, String url) {
    return """
        - id: %s
          url: %s
          zones: [{id: z, kind: no-parking, polygon: [[0, 0], [1, 0], [1, 1], [0, 1]]}]
          scenes: {illegal-parking: {dwell: PT30S}}
        """
        .formatted(id, url);
  }

  private static Camera camera(String id) {
    return CameraServiceGrpc.newBlockingStub(city.channel())
        .getCamera(GetCameraRequest.newBuilder().setCameraId(id).build());
  }

  private static void awaitState(String id, CameraState... states) {
    Await.until(
        LIMIT,
        () -> List.of(states).contains(camera(id).getState()),
        () -> id + " to be " + List.of(states) + ", is " + camera(id));
  }

  @Test
  void aCameraThatMisbehavesSaysWhyAndTheOthersGoOn() {
    awaitState("c-wrong-password", CameraState.CAMERA_UNAUTHORISED);
    awaitState("d-refused", CameraState.CAMERA_REFUSED);
    awaitState("e-mute", CameraState.CAMERA_STALLED, CameraState.CAMERA_BACKING_OFF);
    awaitState("f-unknown", CameraState.CAMERA_UNSUPPORTED, CameraState.CAMERA_REFUSED);
    assertThat(camera("d-refused").getStateReason()).contains("127.0.0.1:1");
    awaitState("a-good", CameraState.CAMERA_LIVE);
    awaitState("b-guarded", CameraState.CAMERA_LIVE);
    long before = camera("a-good").getFigures().getFramesInferred();
    Await.until(
        LIMIT,
        () -> camera("a-good").getFigures().getFramesInferred() > before + 1,
        "the good camera's frames to be inferred while others fail");
  }

  @Test
  void aPasswordIsNowhereToBeSeen() {
    String everything =
        CameraServiceGrpc.newBlockingStub(city.channel())
            .listCameras(ListCamerasRequest.getDefaultInstance())
            .toString();
    assertThat(everything).contains("b-guarded").doesNotContain(SECRET).doesNotContain("viewer");
  }

  @Test
  void camerasArePaged() {
    var stub = CameraServiceGrpc.newBlockingStub(city.channel());
    ListCamerasResponse first =
        stub.listCameras(ListCamerasRequest.newBuilder().setPageSize(4).build());
    ListCamerasResponse second =
        stub.listCameras(
            ListCamerasRequest.newBuilder()
                .setPageSize(4)
                .setPageToken(first.getNextPageToken())
                .build());
    assertThat(first.getCamerasList()).hasSize(4).first().extracting("id").isEqualTo("a-good");
    assertThat(second.getCamerasList()).hasSize(2).last().extracting("id").isEqualTo("f-unknown");
    assertThat(second.getNextPageToken()).isEmpty();
  }

  @Test
  void aWatchBeginsWithEveryCameraAndGoesOn() {
    Iterator<Camera> watch =
        CameraServiceGrpc.newBlockingStub(city.channel())
            .withDeadlineAfter(LIMIT.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
            .watchCameras(WatchCamerasRequest.getDefaultInstance());
    Set<String> first = new TreeSet<>();
    for (int i = 0; i < 6; i++) {
      first.add(watch.next().getId());
    }
    assertThat(first).hasSize(6).contains("a-good", "f-unknown");
    // Ends by the call's deadline if the figures of the live camera never come.
    Camera next = watch.next();
    while (!next.getId().equals("a-good") || next.getFigures().getPackets() == 0) {
      next = watch.next();
    }
    assertThat(next.getFigures().getBytes()).isPositive();
  }

  @Test
  void requestsThatCannotBeAreRefusedWithEveryField() {
    var stub = AlertServiceGrpc.newBlockingStub(city.channel());
    assertThatThrownBy(() -> stub.giveVerdict(GiveVerdictRequest.getDefaultInstance()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
              assertThat(violations(e)).contains("alert_id", "verdict", "idempotency_key");
            });
    assertThatThrownBy(
            () -> stub.listAlerts(ListAlertsRequest.newBuilder().setPageSize(501).build()))
        .hasMessageContaining("page_size: 501");
    assertThatThrownBy(() -> camera("nobody"))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
  }

  private static List<String> violations(StatusRuntimeException e) {
    return StatusProto.fromThrowable(e).getDetailsList().stream()
        .filter(detail -> detail.is(BadRequest.class))
        .flatMap(
            detail -> {
              try {
                return detail.unpack(BadRequest.class).getFieldViolationsList().stream();
              } catch (com.google.protobuf.InvalidProtocolBufferException impossible) {
                throw new IllegalStateException(impossible);
              }
            })
        .map(BadRequest.FieldViolation::getField)
        .toList();
  }

  @Test
  void healthIsToldOverGrpcAndHttp() throws Exception {
    HealthCheckResponse health =
        HealthGrpc.newBlockingStub(city.channel()).check(HealthCheckRequest.getDefaultInstance());
    assertThat(health.getStatus()).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
    assertThat(get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void reflectionNamesTheServices() throws Exception {
    var names = new java.util.concurrent.LinkedBlockingQueue<String>();
    var requests =
        ServerReflectionGrpc.newStub(city.channel())
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse answer) {
                    answer
                        .getListServicesResponse()
                        .getServiceList()
                        .forEach(service -> names.add(service.getName()));
                  }

                  @Override
                  public void onError(Throwable t) {
                    names.add(t.toString());
                  }

                  @Override
                  public void onCompleted() {
                    names.add("completed");
                  }
                });
    requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
    requests.onCompleted();
    Await.until(LIMIT, () -> names.contains("completed"), () -> "an answer, got " + names);
    assertThat(names)
        .contains(
            "cityward.v1.AlertService",
            "cityward.v1.WorkOrderService",
            "cityward.v1.CameraService");
  }

  @Test
  void theConsoleComesFromTheSamePortAndMayRunNoForeignScript() throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<div id=\"app\"");
    assertThat(page.headers().firstValue("content-security-policy"))
        .hasValueSatisfying(
            policy ->
                assertThat(policy).contains("default-src 'self'").doesNotContain("script-src"));
  }

  @Test
  void metricsExistFromTheStartAtZero() throws Exception {
    assertThat(get("/metrics").body())
        .contains("cityward_findings_total{outcome=\"opened\"} 0.0")
        .contains("cityward_dispatch_sendings_total{outcome=\"dead_letter\"} 0.0")
        .contains("cityward_ingest_reconnects_total{camera=\"a-good\",stream=\"main\"}")
        .contains("cityward_camera_frames_still_total{camera=\"a-good\"}")
        .doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/evidence/",
        "/evidence/../cityward.db",
        "/evidence/%2e%2e/cityward.db",
        "/evidence/..%2fcityward.db",
        "/evidence/incoming",
        "/evidence/2026/01/01/none/snapshot.jpg"
      })
  void evidencePathsLeadNowhereElse(String path) throws Exception {
    assertThat(get(path).statusCode()).isIn(400, 404);
  }

  @Test
  void aPackThatDoesNotFitItsManifestIsNamedAtTheStart() throws IOException {
    Path pack = Files.createDirectories(folder.resolve("packs/coco-nanodet"));
    Path original = TestCity.HOME.resolve("models/coco-nanodet");
    for (String file :
        List.of("coco-nanodet.onnx", "LICENSE-human-models.txt", "LICENSE-nanodet.txt")) {
      Files.copy(original.resolve(file), pack.resolve(file));
    }
    String manifest = Files.readString(original.resolve("pack.yml"));
    Files.writeString(
        pack.resolve("pack.yml"), manifest.replaceFirst("name: image\\b", "name: pixels"));
    CityConfig config =
        CityConfig.parse(
            "{server: {port: 0}, inference: {models: packs}}", "x.yml", folder, TestCity.HOME);
    AllInOne other = new AllInOne(config, Clock.systemUTC());
    assertThatThrownBy(other::start)
        .isInstanceOf(CityException.class)
        .hasMessageContaining("coco-nanodet")
        .hasMessageContaining("pixels");
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    int taken = URI.create(city.url("/")).getPort();
    CityConfig config =
        CityConfig.parse(
            "server: {port: " + taken + "}", "x.yml", folder.resolve("other"), TestCity.HOME);
    AllInOne second = new AllInOne(config, Clock.systemUTC());
    assertThatThrownBy(second::start)
        .isInstanceOf(CityException.class)
        .hasMessageContaining("server.port: 127.0.0.1:" + taken)
        .hasMessageContaining("already in use");
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(city.url(path))).timeout(LIMIT).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
