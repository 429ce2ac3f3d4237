package io.cityward.app.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.cityward.alerts.evidence.DiskEvidenceStore;
import io.cityward.app.config.ServerConfig;
import io.cityward.app.server.AlgorithmGrpcService;
import io.cityward.app.server.CityServer;
import io.cityward.app.server.ConnectorDoors;
import io.cityward.app.server.LiveMetrics;
import io.cityward.app.server.StreamLookup;
import io.cityward.ingest.Overlay;
import io.cityward.ingest.PacketRing;
import io.cityward.proto.v1.Algorithm;
import io.cityward.proto.v1.AlgorithmServiceGrpc;
import io.cityward.proto.v1.AlgorithmServiceGrpc.AlgorithmServiceBlockingStub;
import io.cityward.proto.v1.AlgorithmVersion;
import io.cityward.proto.v1.AppendUploadRequest;
import io.cityward.proto.v1.FinishUploadRequest;
import io.cityward.proto.v1.GetAlgorithmRequest;
import io.cityward.proto.v1.GetVersionRequest;
import io.cityward.proto.v1.ListAlgorithmsRequest;
import io.cityward.proto.v1.ListShadowFindingsRequest;
import io.cityward.proto.v1.ListShadowFindingsResponse;
import io.cityward.proto.v1.RoleRequest;
import io.cityward.proto.v1.RollBackRequest;
import io.cityward.proto.v1.StartCanaryRequest;
import io.cityward.proto.v1.Upload;
import io.cityward.proto.v1.UploadPackRequest;
import io.cityward.proto.v1.UploadStart;
import io.cityward.proto.v1.VersionRole;
import io.cityward.proto.v1.VersionState;
import io.cityward.testkit.Await;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The algorithm repository as an admin's program sees it, over the server's own port. */
@EnabledOnOs(OS.LINUX)
class AlgorithmGrpcIT {

  private static final int CHUNK = 1 << 20;

  @TempDir Path folder;

  private Repository repository;
  private CityServer server;
  private ManagedChannel channel;
  private AlgorithmServiceBlockingStub algorithms;

  @BeforeEach
  void start() {
    repository = new Repository(folder, Repository.PASSES);
    server =
        new CityServer(
            new ServerConfig("127.0.0.1", 0, "http://localhost", 1, 1),
            List.of(
                new AlgorithmGrpcService(
                    repository.desk, repository.shadows, camera -> camera.value().equals("kerb"))),
            new DiskEvidenceStore(folder.resolve("evidence")),
            new NoStreams(),
            ConnectorDoors.closed(),
            LiveMetrics.NOOP,
            new PrometheusRegistry(),
            Clock.systemUTC());
    server.start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
    algorithms = AlgorithmServiceGrpc.newBlockingStub(channel);
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.close();
    repository.close();
  }

  private static UploadStart start(byte[] zip) {
    return UploadStart.newBuilder()
        .setBytes(zip.length)
        .setSha256(PackZip.sha256(zip))
        .setIdempotencyKey(UUID.randomUUID().toString())
        .build();
  }

  /** Sends a stream of parts, and what is announced first may be a lie. */
  private AlgorithmVersion send(UploadStart start, byte[] zip) throws Exception {
    CompletableFuture<AlgorithmVersion> answer = new CompletableFuture<>();
    StreamObserver<UploadPackRequest> out =
        AlgorithmServiceGrpc.newStub(channel).uploadPack(new Answer(answer));
    out.onNext(UploadPackRequest.newBuilder().setStart(start).build());
    for (int at = 0; at < zip.length; at += CHUNK) {
      ByteString part = ByteString.copyFrom(zip, at, Math.min(CHUNK, zip.length - at));
      out.onNext(UploadPackRequest.newBuilder().setChunk(part).build());
    }
    out.onCompleted();
    return answer.get(60, TimeUnit.SECONDS);
  }

  private AlgorithmVersion send(PackZip zip) throws Exception {
    byte[] bytes = zip.bytes();
    return send(start(bytes), bytes);
  }

  private AlgorithmVersion tried(String version) {
    GetVersionRequest request =
        GetVersionRequest.newBuilder().setAlgorithm("street").setVersion(version).build();
    Await.until(
        Duration.ofSeconds(60),
        () -> algorithms.getVersion(request).getState() != VersionState.UPLOADED,
        "the trial ends");
    return algorithms.getVersion(request);
  }

  private Algorithm street() {
    return algorithms.getAlgorithm(GetAlgorithmRequest.newBuilder().setName("street").build());
  }

  private RoleRequest role(String version) {
    return RoleRequest.newBuilder()
        .setAlgorithm("street")
        .setVersion(version)
        .setRevision(street().getRevision())
        .setReason("because")
        .setIdempotencyKey(UUID.randomUUID().toString())
        .build();
  }

  private static Status refusal(ThrowingCallable call) {
    return catchThrowableOfType(StatusRuntimeException.class, call).getStatus();
  }

  private Status streamRefusal(UploadStart start, byte[] zip) {
    ExecutionException failed =
        catchThrowableOfType(ExecutionException.class, () -> send(start, zip));
    return Status.fromThrowable(failed.getCause());
  }

  @Test
  void aPackGoesAllTheWayFromItsUploadToItsRollBack() throws Exception {
    AlgorithmVersion uploaded = send(PackZip.sound());
    assertThat(uploaded.getLicencesList()).containsExactly("MIT");
    AlgorithmVersion version = tried("1.2.3");
    assertThat(version.getState()).isEqualTo(VersionState.TRIED);
    assertThat(version.getManifest()).startsWith("name: street");
    assertThat(version.getTrial().getCost()).isEqualTo(1.5);
    AlgorithmVersion newer = send(PackZip.sound().version("1.3.0"));
    assertThat(newer.getVersion()).isEqualTo("1.3.0");
    assertThat(tried("1.3.0").getState()).isEqualTo(VersionState.TRIED);

    assertThat(algorithms.activate(role("1.2.3")).getActive()).isEqualTo("1.2.3");
    Algorithm shadowed = algorithms.startShadow(role("1.3.0"));
    assertThat(shadowed.getShadow()).isEqualTo("1.3.0");
    assertThat(shadowed.getVersions(0).getRole()).isEqualTo(VersionRole.ROLE_SHADOW);
    Algorithm canary =
        algorithms.startCanary(
            StartCanaryRequest.newBuilder().setRole(role("1.3.0")).addCameraIds("kerb").build());
    assertThat(canary.getCanaryCamerasList()).containsExactly("kerb");
    assertThat(canary.getShadow()).isEmpty();
    Algorithm active = algorithms.activate(role("1.3.0"));
    assertThat(active.getPrevious()).isEqualTo("1.2.3");
    RollBackRequest rollBack =
        RollBackRequest.newBuilder()
            .setAlgorithm("street")
            .setRevision(active.getRevision())
            .setReason("too many false ones")
            .setIdempotencyKey("back")
            .build();
    assertThat(algorithms.rollBack(rollBack).getActive()).isEqualTo("1.2.3");
    assertThat(algorithms.rollBack(rollBack).getActive()).isEqualTo("1.2.3");
  }

  @Test
  void ofTwoAdminsWhoActivateOnWhatTheySawTheSecondIsAborted() throws Exception {
    var first = send(PackZip.sound());
    var second = send(PackZip.sound().version("1.3.0"));
    assertThat(tried(first.getVersion()).getState()).isEqualTo(VersionState.TRIED);
    assertThat(tried(second.getVersion()).getState()).isEqualTo(VersionState.TRIED);
    RoleRequest li = role("1.2.3");
    RoleRequest wang = role("1.3.0");
    assertThat(algorithms.activate(li).getActive()).isEqualTo("1.2.3");
    Status refused = refusal(() -> algorithms.activate(wang));
    assertThat(refused.getCode()).isEqualTo(Status.Code.ABORTED);
    assertThat(refused.getDescription()).contains("read it again");
  }

  @Test
  void aPackLargerThanARequestMayBeIsStreamed() throws Exception {
    byte[] noise = new byte[20 << 20];
    new Random(1).nextBytes(noise);
    assertThat(send(PackZip.sound().with("street/notes.bin", noise)).getBytes())
        .isGreaterThan(noise.length);
  }

  @Test
  void twoGigabytesAreRefusedAtTheFirstMessage() {
    byte[] little = PackZip.sound().bytes();
    UploadStart start = start(little).toBuilder().setBytes(2L << 30).build();
    Status refused = streamRefusal(start, little);
    assertThat(refused.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused.getDescription())
        .isEqualTo("bytes: 2147483648 (expected: at most 536870912, for a pack)");
  }

  @Test
  void anUploadThatIsCutShortOrHasAnotherChecksumIsRefused() {
    byte[] zip = PackZip.sound().bytes();
    Status cut = streamRefusal(start(zip).toBuilder().setBytes(zip.length + 1).build(), zip);
    assertThat(cut.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(cut.getDescription()).startsWith("upload: " + zip.length + " bytes (expected: ");
    Status other = streamRefusal(start(zip).toBuilder().setSha256("0".repeat(64)).build(), zip);
    assertThat(other.getDescription()).startsWith("sha256: ");
    assertThat(folder.resolve("algorithms/.uploads")).isEmptyDirectory();
  }

  @Test
  void aStreamWithoutAStartIsRefused() {
    CompletableFuture<AlgorithmVersion> answer = new CompletableFuture<>();
    StreamObserver<UploadPackRequest> out =
        AlgorithmServiceGrpc.newStub(channel).uploadPack(new Answer(answer));
    out.onCompleted();
    ExecutionException failed =
        catchThrowableOfType(ExecutionException.class, () -> answer.get(60, TimeUnit.SECONDS));
    assertThat(Status.fromThrowable(failed.getCause()).getDescription())
        .isEqualTo("part: none (expected: start, as the first)");
  }

  @Test
  void aStreamThatBreaksOffLeavesNothing() {
    StreamObserver<UploadPackRequest> out =
        AlgorithmServiceGrpc.newStub(channel).uploadPack(new Answer(new CompletableFuture<>()));
    byte[] zip = PackZip.sound().bytes();
    out.onNext(UploadPackRequest.newBuilder().setStart(start(zip)).build());
    Path uploads = folder.resolve("algorithms/.uploads");
    Await.until(
        Duration.ofSeconds(30), () -> uploads.toFile().list().length == 1, "the upload is there");
    out.onError(Status.CANCELLED.asException());
    Await.until(
        Duration.ofSeconds(30), () -> uploads.toFile().list().length == 0, "the upload is gone");
  }

  @Test
  void aBrowserSendsPiecesAndGoesOnWhereItWas() {
    byte[] zip = PackZip.sound().bytes();
    UploadStart start = start(zip);
    Upload upload = algorithms.beginUpload(start);
    int half = zip.length / 2;
    Upload first = algorithms.appendUpload(append(upload, zip, 0, half));
    assertThat(first.getReceived()).isEqualTo(half);
    Status wrong = refusal(() -> algorithms.appendUpload(append(upload, zip, 0, half)));
    assertThat(wrong.getDescription()).isEqualTo("offset: 0 (expected: " + half + ")");
    Upload again = algorithms.beginUpload(start);
    assertThat(again.getId()).isEqualTo(upload.getId());
    assertThat(again.getReceived()).isEqualTo(half);
    Upload second = algorithms.appendUpload(append(upload, zip, half, zip.length));
    assertThat(second.getReceived()).isEqualTo(zip.length);
    FinishUploadRequest finish =
        FinishUploadRequest.newBuilder().setUploadId(upload.getId()).build();
    AlgorithmVersion version = algorithms.finishUpload(finish);
    assertThat(algorithms.finishUpload(finish).getVersion()).isEqualTo(version.getVersion());
    Upload over = algorithms.beginUpload(start);
    assertThat(over.getReceived()).isEqualTo(zip.length);
    FinishUploadRequest onceMore =
        FinishUploadRequest.newBuilder().setUploadId(over.getId()).build();
    assertThat(algorithms.finishUpload(onceMore).getVersion()).isEqualTo("1.2.3");
  }

  private static AppendUploadRequest append(Upload upload, byte[] zip, int from, int until) {
    return AppendUploadRequest.newBuilder()
        .setUploadId(upload.getId())
        .setOffset(from)
        .setChunk(ByteString.copyFrom(zip, from, until - from))
        .build();
  }

  @Test
  void whatIsWrongWithARequestIsSaidFieldByField() throws Exception {
    var uploaded = send(PackZip.sound());
    assertThat(tried(uploaded.getVersion()).getState()).isEqualTo(VersionState.TRIED);
    Status camera =
        refusal(
            () ->
                algorithms.startCanary(
                    StartCanaryRequest.newBuilder()
                        .setRole(role("1.2.3"))
                        .addCameraIds("gate")
                        .addCameraIds("../x")
                        .build()));
    assertThat(camera.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(camera.getDescription())
        .contains("camera_ids[0]: gate (expected: a camera that there is)")
        .contains("camera_ids[1]");
    Status key =
        refusal(() -> algorithms.activate(role("1.2.3").toBuilder().clearIdempotencyKey().build()));
    assertThat(key.getDescription()).startsWith("idempotency_key: 0 characters");
    Status reason =
        refusal(
            () ->
                algorithms.rollBack(
                    RollBackRequest.newBuilder()
                        .setAlgorithm("street")
                        .setIdempotencyKey("k")
                        .build()));
    assertThat(reason.getDescription()).startsWith("reason: 0 characters");
    Status name =
        refusal(
            () ->
                algorithms.getAlgorithm(
                    GetAlgorithmRequest.newBuilder().setName("../../x").build()));
    assertThat(name.getDescription()).startsWith("name: ../../x (expected: ");
  }

  @Test
  void listsWhatComesWithCityward() {
    List<Algorithm> all =
        algorithms.listAlgorithms(ListAlgorithmsRequest.getDefaultInstance()).getAlgorithmsList();
    Algorithm coco =
        all.stream().filter(a -> a.getName().equals("coco-nanodet")).findFirst().orElseThrow();
    assertThat(coco.getVersions(0).getBundled()).isTrue();
    assertThat(coco.getVersions(0).getRole()).isEqualTo(VersionRole.ROLE_ACTIVE);
  }

  @Test
  void whatAShadowFoundIsListedOnceThereIsOne() {
    ListShadowFindingsRequest request =
        ListShadowFindingsRequest.newBuilder().setAlgorithm("coco-nanodet").build();
    assertThat(refusal(() -> algorithms.listShadowFindings(request)).getDescription())
        .startsWith("version: empty (expected: one, as coco-nanodet has no shadow now");
    ListShadowFindingsResponse none =
        algorithms.listShadowFindings(request.toBuilder().setVersion("9.0.0").build());
    assertThat(none.getFindingsList()).isEmpty();
    assertThat(none.getBoth() + none.getOnlyActive() + none.getOnlyShadow()).isZero();
  }

  private record Answer(CompletableFuture<AlgorithmVersion> future)
      implements StreamObserver<AlgorithmVersion> {

    @Override
    public void onNext(AlgorithmVersion version) {
      future.complete(version);
    }

    @Override
    public void onError(Throwable failure) {
      future.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {}
  }

  private static final class NoStreams implements StreamLookup {

    @Override
    public Optional<PacketRing> ring(String cameraId, boolean sub) {
      return Optional.empty();
    }

    @Override
    public String whyNoPicture(String cameraId) {
      return "no cameras here";
    }

    @Override
    public List<Overlay> zones(String cameraId) {
      return List.of();
    }
  }
}
