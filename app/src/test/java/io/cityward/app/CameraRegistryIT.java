package io.cityward.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.rpc.BadRequest;
import io.cityward.alerts.camera.CameraDraft;
import io.cityward.alerts.camera.Login;
import io.cityward.alerts.registry.CameraRegistry;
import io.cityward.alerts.registry.Command;
import io.cityward.alerts.store.SqliteAlertStore;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.proto.v1.Camera;
import io.cityward.proto.v1.CameraServiceGrpc;
import io.cityward.proto.v1.CameraServiceGrpc.CameraServiceBlockingStub;
import io.cityward.proto.v1.CameraSettings;
import io.cityward.proto.v1.CameraState;
import io.cityward.proto.v1.CreateCameraRequest;
import io.cityward.proto.v1.DeleteCameraRequest;
import io.cityward.proto.v1.GetCameraRequest;
import io.cityward.proto.v1.GetCameraSettingsRequest;
import io.cityward.proto.v1.ImportCamerasRequest;
import io.cityward.proto.v1.ImportCamerasResponse;
import io.cityward.proto.v1.ImportOutcome;
import io.cityward.proto.v1.ImportedLine;
import io.cityward.proto.v1.ListCamerasRequest;
import io.cityward.proto.v1.Place;
import io.cityward.proto.v1.Point;
import io.cityward.proto.v1.Preset;
import io.cityward.proto.v1.ProbeSourceRequest;
import io.cityward.proto.v1.ProbeSourceResponse;
import io.cityward.proto.v1.SceneTask;
import io.cityward.proto.v1.SetCameraEnabledRequest;
import io.cityward.proto.v1.Snapshot;
import io.cityward.proto.v1.TakeSnapshotRequest;
import io.cityward.proto.v1.UpdateCameraRequest;
import io.cityward.proto.v1.WatchCamerasRequest;
import io.cityward.proto.v1.Zone;
import io.cityward.testkit.Await;
import io.cityward.testkit.Credentials;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cameras come, change and go while the process runs, over gRPC and on real RTSP. */
class CameraRegistryIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String SECRET = "s3cret-of-the-camera";

  @TempDir private static Path folder;
  private static RtspServer cameras;
  private static TestCity city;

  @BeforeAll
  static void startCity() {
    var clip = TestCity.clip("boxes-h264", folder);
    cameras =
        RtspServer.builder()
            .camera(SimulatedCamera.looping("one", clip))
            .camera(SimulatedCamera.looping("two", clip))
            .camera(
                SimulatedCamera.looping("guarded", clip)
                    .guardedBy(new Credentials("viewer", SECRET)))
            .build()
            .start();
    city = TestCity.start(folder, "- {id: of-file, url: 'rtsp://127.0.0.1:1/nobody'}\n");
  }

  @AfterAll
  static void stopCity() {
    city.close();
    cameras.close();
  }

  private static CameraServiceBlockingStub stub() {
    return CameraServiceGrpc.newBlockingStub(city.channel())
        .withDeadlineAfter(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private static CameraSettings.Builder camera(String id, String stream) {
    return CameraSettings.newBuilder()
        .setId(id)
        .setName("Camera " + id)
        .setUrl(cameras.url(stream))
        .setEnabled(true)
        .addZones(zone("z", 0.9))
        .addScenes(
            SceneTask.newBuilder()
                .setScene("illegal-parking")
                .setSettings(
                    Struct.newBuilder()
                        .putFields("dwell", Value.newBuilder().setStringValue("PT30S").build())));
  }

  private static Zone zone(String id, double size) {
    return Zone.newBuilder()
        .setId(id)
        .setKind("no-parking")
        .addPolygon(Point.newBuilder().setX(0).setY(0))
        .addPolygon(Point.newBuilder().setX(size).setY(0))
        .addPolygon(Point.newBuilder().setX(size).setY(size))
        .build();
  }

  private static CameraSettings create(CameraSettings.Builder settings) {
    return create(settings, UUID.randomUUID().toString());
  }

  private static CameraSettings create(CameraSettings.Builder settings, String key) {
    return stub()
        .createCamera(
            CreateCameraRequest.newBuilder().setSettings(settings).setIdempotencyKey(key).build());
  }

  private static CameraSettings update(CameraSettings.Builder settings) {
    return stub()
        .updateCamera(
            UpdateCameraRequest.newBuilder()
                .setSettings(settings)
                .setIdempotencyKey(UUID.randomUUID().toString())
                .build());
  }

  private static CameraSettings enable(String id, boolean enabled) {
    return stub()
        .setCameraEnabled(
            SetCameraEnabledRequest.newBuilder()
                .setCameraId(id)
                .setEnabled(enabled)
                .setIdempotencyKey(UUID.randomUUID().toString())
                .build());
  }

  private static void delete(String id) {
    var unused =
        stub()
            .deleteCamera(
                DeleteCameraRequest.newBuilder()
                    .setCameraId(id)
                    .setIdempotencyKey(UUID.randomUUID().toString())
                    .build());
  }

  private static Camera view(String id) {
    return stub().getCamera(GetCameraRequest.newBuilder().setCameraId(id).build());
  }

  private static CameraSettings settings(String id) {
    return stub().getCameraSettings(GetCameraSettingsRequest.newBuilder().setCameraId(id).build());
  }

  private static void awaitLive(String id) {
    Await.until(
        LIMIT, () -> view(id).getState() == CameraState.CAMERA_LIVE, () -> "live: " + view(id));
  }

  private static Status.Code code(Callable<?> call) {
    StatusRuntimeException e = catchThrowableOfType(StatusRuntimeException.class, call::call);
    return e == null ? Status.Code.OK : e.getStatus().getCode();
  }

  private static List<String> violations(Callable<?> call) throws IOException {
    StatusRuntimeException e = catchThrowableOfType(StatusRuntimeException.class, call::call);
    List<String> fields = new ArrayList<>();
    for (var detail : StatusProto.fromThrowable(e).getDetailsList()) {
      detail.unpack(BadRequest.class).getFieldViolationsList().stream()
          .map(violation -> violation.getField() + ": " + violation.getDescription())
          .forEach(fields::add);
    }
    return fields;
  }

  @Test
  void aCameraThatIsCreatedIsWatched() {
    CameraSettings created = create(camera("created", "one"));
    assertThat(created.getRevision()).isPositive();
    assertThat(created.getRegistered()).isTrue();
    awaitLive("created");
    Await.until(
        LIMIT,
        () -> view("created").getFigures().getFramesInferred() > 0,
        "its pictures to be inferred");
    assertThat(settings("created")).isEqualTo(created);
    assertThat(created.getScenes(0).getSettings().getFieldsOrThrow("dwell").getStringValue())
        .isEqualTo("PT30S");
  }

  @Test
  void newZonesTakeEffectWithoutConnectingAnew() {
    CameraSettings created = create(camera("zoned", "one"));
    awaitLive("zoned");
    Camera before = view("zoned");
    CameraSettings changed =
        update(
            created.toBuilder()
                .clearZones()
                .addZones(
                    zone("smaller", 0.4).toBuilder().setPlace(Place.newBuilder().setId("gate-3")))
                .setPlace(Place.newBuilder().setId("street").setName("Street"))
                .setName("New name"));
    Camera after = view("zoned");
    assertThat(after.getZones(0).getId()).isEqualTo("smaller");
    assertThat(after.getName()).isEqualTo("New name");
    assertThat(after.getPlace().getId()).isEqualTo("street");
    assertThat(settings("zoned").getZones(0).getPlace().getId()).isEqualTo("gate-3");
    assertThat(changed.getRevision()).isGreaterThan(created.getRevision());
    assertThat(after.getStateSince()).isEqualTo(before.getStateSince());
    assertThat(after.getFigures().getReconnects()).isZero();
    assertThat(after.getFigures().getPackets())
        .isGreaterThanOrEqualTo(before.getFigures().getPackets());
    Await.until(
        LIMIT,
        () ->
            view("zoned").getFigures().getFramesInferred() > after.getFigures().getFramesInferred(),
        "pictures to be inferred with the new zones");
    assertThat(view("zoned").getStateSince()).isEqualTo(before.getStateSince());
  }

  @Test
  void anotherUrlConnectsAnew() {
    CameraSettings created = create(camera("moved", "one"));
    awaitLive("moved");
    Camera before = view("moved");
    update(created.toBuilder().setUrl(cameras.url("two")));
    awaitLive("moved");
    assertThat(view("moved").getUrl()).endsWith("/two");
    assertThat(view("moved").getStateSince()).isNotEqualTo(before.getStateSince());
    update(settings("moved").toBuilder().setUrl(cameras.url("two") + "-no-more"));
    Await.until(
        LIMIT,
        () -> view("moved").getState() == CameraState.CAMERA_REFUSED,
        () -> "refused: " + view("moved"));
  }

  @Test
  void aDisabledCameraIsKeptButNotConnectedTo() {
    create(camera("resting", "one"));
    awaitLive("resting");
    assertThat(enable("resting", false).getEnabled()).isFalse();
    assertThat(view("resting").getState()).isEqualTo(CameraState.CAMERA_STOPPED);
    assertThat(view("resting").getStateReason()).isEqualTo("is not enabled");
    assertThat(view("resting").getEnabled()).isFalse();
    assertThat(
            code(
                () ->
                    stub()
                        .takeSnapshot(
                            TakeSnapshotRequest.newBuilder().setCameraId("resting").build())))
        .isEqualTo(Status.Code.UNAVAILABLE);
    enable("resting", true);
    awaitLive("resting");
  }

  @Test
  void aWatchTellsOfADeletedCameraOnce() {
    create(camera("passing", "one"));
    Iterator<Camera> watch = stub().watchCameras(WatchCamerasRequest.getDefaultInstance());
    Camera next = watch.next();
    while (!next.getId().equals("passing")) {
      next = watch.next();
    }
    delete("passing");
    while (!(next.getId().equals("passing") && next.getDeleted())) {
      next = watch.next();
    }
    assertThat(code(() -> view("passing"))).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(code(() -> settings("passing"))).isEqualTo(Status.Code.NOT_FOUND);
    // The next round of figures tells of the others only.
    List<String> round = new ArrayList<>();
    while (!round.contains("of-file")) {
      round.add(watch.next().getId());
    }
    assertThat(round).doesNotContain("passing");
  }

  @Test
  void everythingThatIsWrongIsToldAndNothingIsAdded() throws IOException {
    Zone bow =
        Zone.newBuilder()
            .setId("bow")
            .setKind("no-parking")
            .addPolygon(Point.newBuilder().setX(0).setY(0))
            .addPolygon(Point.newBuilder().setX(1).setY(1))
            .addPolygon(Point.newBuilder().setX(1).setY(0))
            .addPolygon(Point.newBuilder().setX(0).setY(0.9))
            .build();
    CameraSettings.Builder wrong =
        camera("wrong", "one")
            .setUrl("rtsp://viewer:" + SECRET + "@127.0.0.1/x")
            .setSubUrl("gopher://127.0.0.1")
            .setTransport("pigeon")
            .setInputSize("417x256")
            .setPassword(SECRET)
            .addZones(bow);
    List<String> violations = violations(() -> create(wrong));
    assertThat(violations)
        .anyMatch(v -> v.startsWith("settings.url: ") && v.contains("no user and password in it"))
        .anyMatch(v -> v.startsWith("settings.sub_url: gopher://127.0.0.1"))
        .anyMatch(v -> v.startsWith("settings.transport: ") && v.contains("tcp, udp, auto"))
        .anyMatch(v -> v.startsWith("settings.user: missing"))
        .anyMatch(v -> v.startsWith("settings.zones[1].polygon: ") && v.contains("do not cross"))
        .noneMatch(v -> v.contains(SECRET));
    assertThat(violations(() -> create(camera("wrong", "one").setInputSize("417x256"))))
        .singleElement()
        .asString()
        .startsWith("settings.input_size: 417x256 (expected: both sides multiples of");
    assertThat(violations(() -> create(camera("wrong", "one").setDepartment("citty"))))
        .containsExactly("settings.department: citty (expected: one of city; did you mean city?)");
    assertThat(violations(() -> create(camera("Bad Id", "one").setUrl("x"))))
        .hasSize(2)
        .anyMatch(v -> v.startsWith("settings.id: Bad Id"))
        .anyMatch(v -> v.startsWith("settings.url: "));
    assertThat(violations(() -> create(camera("wrong", "one").clearZones())))
        .singleElement()
        .asString()
        .contains("no zones (expected: a zone of kind");
    assertThat(code(() -> view("wrong"))).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(folder.resolve("data/cameras/wrong")).doesNotExist();
  }

  @Test
  void ofTwoChangesOnTheSameRevisionOneIsAConflict() throws Exception {
    CameraSettings created = create(camera("contested", "one"));
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<Future<Status.Code>> both =
          pool.invokeAll(
              List.of(
                  () -> code(() -> update(created.toBuilder().setName("left"))),
                  () -> code(() -> update(created.toBuilder().setName("right")))));
      assertThat(List.of(both.get(0).get(), both.get(1).get()))
          .containsExactlyInAnyOrder(Status.Code.OK, Status.Code.ABORTED);
    } finally {
      pool.shutdownNow();
    }
    assertThatThrownBy(() -> update(created.toBuilder().setName("late")))
        .hasMessageContaining("revision " + created.getRevision())
        .hasMessageContaining("changed by anonymous");
  }

  @Test
  void theSameKeyTwiceMakesOneCamera() {
    CameraSettings first = create(camera("twice", "one"), "key-of-twice");
    assertThat(create(camera("twice", "one"), "key-of-twice")).isEqualTo(first);
    assertThat(code(() -> create(camera("twice", "two"), "key-of-twice")))
        .isEqualTo(Status.Code.FAILED_PRECONDITION);
    assertThat(code(() -> create(camera("twice", "one")))).isEqualTo(Status.Code.ALREADY_EXISTS);
    assertThat(code(() -> create(camera("twice", "one"), "")))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void aCameraOfTheFileCanOnlyBeReadHere() {
    assertThat(view("of-file").getRegistered()).isFalse();
    CameraSettings read = settings("of-file");
    assertThat(read.getRegistered()).isFalse();
    assertThatThrownBy(() -> update(read.toBuilder()))
        .hasMessageStartingWith("FAILED_PRECONDITION")
        .hasMessageContaining("configuration file, cameras[0]");
    assertThat(code(() -> enable("of-file", false))).isEqualTo(Status.Code.FAILED_PRECONDITION);
    assertThat(code(() -> create(camera("of-file", "one")))).isEqualTo(Status.Code.ALREADY_EXISTS);
    assertThatThrownBy(() -> delete("of-file")).hasMessageContaining("configuration file");
  }

  @Test
  void aPasswordIsKeptNeverToldAndGoesToNoOtherHost() throws IOException {
    CameraSettings created =
        create(camera("guarded", "guarded").setUser("viewer").setPassword(SECRET));
    assertThat(created.getHasPassword()).isTrue();
    assertThat(created.hasPassword()).isFalse();
    awaitLive("guarded");
    CameraSettings renamed = update(created.toBuilder().setName("Renamed"));
    assertThat(renamed.getHasPassword()).isTrue();
    awaitLive("guarded");
    assertThat(renamed + "" + view("guarded") + settings("guarded")).doesNotContain(SECRET);
    assertThat(violations(() -> update(renamed.toBuilder().setUrl("rtsp://192.0.2.1/of-somebody"))))
        .singleElement()
        .asString()
        .startsWith("settings.password: left out (expected: the password again");
    ProbeSourceResponse probe =
        stub().probeSource(ProbeSourceRequest.newBuilder().setCameraId("guarded").build());
    assertThat(probe.getState()).isEqualTo(CameraState.CAMERA_LIVE);
    assertThat(
            violations(
                () ->
                    stub()
                        .probeSource(
                            ProbeSourceRequest.newBuilder()
                                .setCameraId("guarded")
                                .setUrl("rtsp://192.0.2.1/of-somebody")
                                .build())))
        .singleElement()
        .asString()
        .startsWith("url: rtsp://192.0.2.1/of-somebody (expected: a source on the camera's host");
  }

  @Test
  void aProbeSaysWhatASourceSendsOrWhyNot() {
    ProbeSourceResponse good =
        stub().probeSource(ProbeSourceRequest.newBuilder().setUrl(cameras.url("two")).build());
    assertThat(good.getState()).isEqualTo(CameraState.CAMERA_LIVE);
    assertThat(good.getCodec()).isEqualTo("h264");
    assertThat(good.getWidth()).isPositive();
    assertThat(good.getPicture().size()).isGreaterThan(1000);
    ProbeSourceResponse unauthorised =
        stub()
            .probeSource(
                ProbeSourceRequest.newBuilder()
                    .setUrl(cameras.url("guarded"))
                    .setUser("viewer")
                    .setPassword("wrong-" + SECRET)
                    .build());
    assertThat(unauthorised.getState()).isEqualTo(CameraState.CAMERA_UNAUTHORISED);
    assertThat(unauthorised.toString()).doesNotContain(SECRET);
    assertThat(code(() -> stub().probeSource(ProbeSourceRequest.getDefaultInstance())))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void aSnapshotShowsTheCameraNow() throws IOException {
    create(camera("shown", "one"));
    awaitLive("shown");
    TakeSnapshotRequest.Builder request = TakeSnapshotRequest.newBuilder().setCameraId("shown");
    CompletableFuture<Snapshot> waiting =
        CompletableFuture.supplyAsync(() -> stub().takeSnapshot(request.clone().build()));
    Snapshot drawn = stub().takeSnapshot(request.clone().setZones(true).build());
    Snapshot plain = waiting.join();
    var picture = javax.imageio.ImageIO.read(plain.getPicture().newInput());
    assertThat(picture.getWidth()).isEqualTo(plain.getWidth()).isPositive();
    assertThat(picture.getHeight()).isEqualTo(plain.getHeight());
    assertThat(drawn.getPicture()).isNotEqualTo(plain.getPicture());
  }

  @Test
  void picturesOfPresetsAreKeptReplacedAndRemoved() throws IOException {
    byte[] jpeg = jpeg(64);
    Preset.Builder north =
        Preset.newBuilder()
            .setId("north")
            .setPicture(ByteString.copyFrom(jpeg))
            .addZones(zone("kerb", 0.5));
    CameraSettings created = create(camera("turning", "one").clearZones().addPresets(north));
    assertThat(created.getPresets(0).getPicture().toByteArray()).isEqualTo(jpeg);
    CameraSettings kept =
        update(created.toBuilder().setPresets(0, north.clone().clearPicture()).setName("Turns"));
    assertThat(kept.getPresets(0).getPicture().toByteArray()).isEqualTo(jpeg);
    byte[] other = jpeg(80);
    update(kept.toBuilder().setPresets(0, north.setPicture(ByteString.copyFrom(other))));
    try (Stream<Path> files = Files.list(folder.resolve("data/cameras/turning"))) {
      assertThat(files.toList())
          .singleElement()
          .satisfies(file -> assertThat(file).hasBinaryContent(other));
    }
    assertThat(
            violations(
                () ->
                    update(
                        settings("turning").toBuilder()
                            .setPresets(0, north.setPicture(ByteString.copyFromUtf8("GIF89a")))
                            .addPresets(Preset.newBuilder().setId("../up")))))
        .containsExactlyInAnyOrder(
            "settings.presets[0].picture: 6 bytes (expected: a JPEG)",
            "settings.presets[1].id: ../up (expected: 1 to 63 of a-z, 0-9 and '-', not starting"
                + " with '-')",
            "settings.presets[1].picture: missing (expected: a text)");
    delete("turning");
    assertThat(folder.resolve("data/cameras/turning")).doesNotExist();
  }

  private static byte[] jpeg(int width) throws IOException {
    var image =
        new java.awt.image.BufferedImage(width, 36, java.awt.image.BufferedImage.TYPE_3BYTE_BGR);
    var bytes = new java.io.ByteArrayOutputStream();
    assertThat(javax.imageio.ImageIO.write(image, "jpg", bytes)).isTrue();
    return bytes.toByteArray();
  }

  @Test
  void refusesAPresetsPictureThatIsNoneAndStoresNothing() throws IOException {
    byte[] broken = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 1, 2, 3};
    Preset.Builder north =
        Preset.newBuilder()
            .setId("north")
            .setPicture(ByteString.copyFrom(broken))
            .addZones(zone("kerb", 0.5));
    assertThat(violations(() -> create(camera("half", "one").clearZones().addPresets(north))))
        .singleElement()
        .asString()
        .contains("settings.presets[0].picture");
    assertThat(folder.resolve("data/cameras/half")).doesNotExist();
    assertThat(code(() -> settings("half"))).isEqualTo(Status.Code.NOT_FOUND);
  }

  @Test
  void importsGoodLinesAndReportsBadOnes() {
    StringBuilder csv = new StringBuilder("\uFEFF编号,名称,主码流,密码,启用,zones,scenes\n");
    for (int i = 0; i < 200; i++) {
      csv.append("imported-%03d,路口 %d,rtsp://127.0.0.1:1/x,,否,".formatted(i, i))
          .append("k:no-parking:0 0 1 0 1 1,illegal-parking\n");
    }
    String bad =
        csv.toString()
            .replace("imported-010,", "Imported 010,")
            .replace("imported-020,", "imported-019,")
            .replace(
                "imported-030,路口 30,rtsp://127.0.0.1:1/x,,", "imported-030,x,x," + SECRET + ",")
            .replaceFirst("imported-040,(.*)0 0 1 0 1 1", "imported-040,$10 0 1 1 1 0 0 0.9")
            .replaceFirst("imported-050,(.*),illegal-parking\n", "imported-050,$1,parking\n");
    ImportCamerasRequest.Builder request =
        ImportCamerasRequest.newBuilder().setCsv(bad).setIdempotencyKey("import-1");

    ImportCamerasResponse dry = stub().importCameras(request.clone().setDryRun(true).build());
    assertThat(dry.getAdded()).isEqualTo(195);
    assertThat(code(() -> view("imported-000"))).isEqualTo(Status.Code.NOT_FOUND);

    ImportCamerasResponse done = stub().importCameras(request.build());
    assertThat(done.getAdded()).isEqualTo(195);
    assertThat(done.getRefused()).isEqualTo(5);
    List<ImportedLine> refused =
        done.getLinesList().stream()
            .filter(line -> line.getOutcome() == ImportOutcome.IMPORT_REFUSED)
            .toList();
    assertThat(refused).extracting(ImportedLine::getLine).containsExactly(12, 22, 32, 42, 52);
    assertThat(refused.get(0).getProblems(0)).startsWith("id: Imported 010 (expected");
    assertThat(refused.get(1).getProblems(0)).contains("it is in line 21");
    assertThat(refused.get(2).getProblemsList())
        .hasSize(2)
        .anyMatch(p -> p.startsWith("url: x (expected"))
        .anyMatch(p -> p.startsWith("user: missing"));
    assertThat(refused.get(3).getProblems(0)).startsWith("zones[0].polygon: ");
    assertThat(refused.get(4).getProblems(0)).contains("parking");
    assertThat(done.toString()).doesNotContain(SECRET);

    ImportCamerasResponse again = stub().importCameras(request.build());
    assertThat(again).isEqualTo(done);
    assertThat(stub().importCameras(request.setIdempotencyKey("import-2").build()).getRefused())
        .isEqualTo(200);
    ImportCamerasResponse replaced =
        stub()
            .importCameras(
                request
                    .setCsv("id;name\nimported-000;Other name\n")
                    .setReplace(true)
                    .setIdempotencyKey("import-3")
                    .build());
    assertThat(replaced.getReplaced()).isEqualTo(1);
    assertThat(settings("imported-000").getName()).isEqualTo("Other name");
    assertThat(settings("imported-000").getZonesCount()).isEqualTo(1);
    assertThat(settings("imported-000").getEnabled()).isFalse();
  }

  @Test
  void camerasOutliveARestartAndTheirIdsMustDifferFromTheFiles(@TempDir Path own)
      throws IOException {
    String file = "- {id: of-file, url: 'rtsp://127.0.0.1:1/nobody'}\n";
    CameraSettings kept;
    try (TestCity first = TestCity.start(own, file)) {
      kept =
          CameraServiceGrpc.newBlockingStub(first.channel())
              .createCamera(
                  CreateCameraRequest.newBuilder()
                      .setSettings(camera("kept", "one"))
                      .setIdempotencyKey("k")
                      .build());
    }
    storeWithoutEffect(own);
    Path orphan = own.resolve("data/cameras/gone/north-0.jpg");
    Files.createDirectories(orphan.getParent());
    Files.writeString(orphan, "left behind");
    try (TestCity second = TestCity.start(own, file)) {
      assertThat(orphan).doesNotExist();
      CameraServiceBlockingStub stub = CameraServiceGrpc.newBlockingStub(second.channel());
      assertThat(
              stub.getCameraSettings(
                  GetCameraSettingsRequest.newBuilder().setCameraId("kept").build()))
          .isEqualTo(kept);
      Await.until(
          LIMIT,
          () ->
              stub.listCameras(ListCamerasRequest.getDefaultInstance()).getCamerasList().stream()
                  .filter(c -> c.getState() == CameraState.CAMERA_LIVE)
                  .map(Camera::getId)
                  .toList()
                  .equals(List.of("kept", "stored")),
          "both cameras to be live");
    }
    assertThatThrownBy(() -> TestCity.start(own, file.replace("of-file", "kept")))
        .isInstanceOf(CityException.class)
        .hasMessageStartingWith("cameras[0].id: kept (expected: another id");
  }

  /** What a process leaves that is killed between storing a camera and connecting to it. */
  private static void storeWithoutEffect(Path own) {
    try (SqliteAlertStore store = new SqliteAlertStore(own.resolve("data/cityward.db"))) {
      store.start();
      String settings = "{\"id\": \"stored\", \"url\": \"" + cameras.url("two") + "\"}";
      var unused =
          new CameraRegistry(store, Clock.systemUTC())
              .create(
                  new CameraDraft(new CameraId("stored"), true, settings, Login.NONE),
                  new Command("li", "k"));
    }
  }

  @Test
  void theCommandLineImportsAndEndsWithOneWhereALineIsRefused(@TempDir Path own)
      throws IOException {
    Path file = own.resolve("cameras.csv");
    Files.writeString(file, "id,url,enabled\nby-command,rtsp://127.0.0.1:1/x,no\n");
    String server = URI.create(city.url("/")).getAuthority();
    assertThat(command("cameras", "import", "" + file, "--server", server, "--dry-run")).isZero();
    assertThat(code(() -> view("by-command"))).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(command("cameras", "import", "" + file, "--server", server)).isZero();
    assertThat(view("by-command").getEnabled()).isFalse();
    assertThat(command("cameras", "import", "" + file, "--server", server)).isEqualTo(1);
    assertThat(command("cameras", "import", "" + file, "--server", server, "--replace")).isZero();
    Files.writeString(file, "id,uri\nx,y\n");
    assertThat(command("cameras", "import", "" + file, "--server", server)).isEqualTo(2);
    Files.write(file, new byte[] {'i', 'd', '\n', (byte) 0xb1, (byte) 0xe0});
    assertThat(command("cameras", "import", "" + file, "--server", server)).isEqualTo(2);
    assertThat(command("cameras", "import", "" + file, "--server", "nowhere")).isEqualTo(2);
  }

  private static int command(String... arguments) {
    return Cityward.commandLine().execute(arguments);
  }
}
