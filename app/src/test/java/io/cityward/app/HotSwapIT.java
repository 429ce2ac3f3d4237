package io.cityward.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.proto.v1.Algorithm;
import io.cityward.proto.v1.AlgorithmServiceGrpc;
import io.cityward.proto.v1.AlgorithmVersion;
import io.cityward.proto.v1.Camera;
import io.cityward.proto.v1.CameraServiceGrpc;
import io.cityward.proto.v1.ComputeServiceGrpc;
import io.cityward.proto.v1.GetAlgorithmRequest;
import io.cityward.proto.v1.GetCameraRequest;
import io.cityward.proto.v1.GetPoolRequest;
import io.cityward.proto.v1.GetVersionRequest;
import io.cityward.proto.v1.ListPoolTasksRequest;
import io.cityward.proto.v1.PoolPack;
import io.cityward.proto.v1.RoleRequest;
import io.cityward.proto.v1.RollBackRequest;
import io.cityward.proto.v1.VersionState;
import io.cityward.testkit.Await;
import io.cityward.testkit.Clip;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A new version of a pack from its upload to running on a live camera, and back. */
@EnabledOnOs(OS.LINUX)
class HotSwapIT {

  private static final Duration LIMIT = Duration.ofSeconds(120);

  private static final String NEXT = NextVersion.NUMBER;

  @TempDir private static Path folder;
  private static RtspServer cameras;
  private static TestCity city;
  private static AlgorithmServiceGrpc.AlgorithmServiceBlockingStub algorithms;
  private static ComputeServiceGrpc.ComputeServiceBlockingStub compute;

  @BeforeAll
  static void startCity() {
    Clip campus = TestCity.clip("campus", folder);
    cameras = RtspServer.builder().camera(SimulatedCamera.looping("kerb", campus)).build().start();
    city =
        TestCity.start(
            folder,
            "motionGate: {enabled: false}\n",
            """
            - id: kerb
              url: rtsp://127.0.0.1:%d/kerb
              zones:
              - {id: lane, kind: no-parking, polygon: [[0, 0], [1, 0], [1, 1], [0, 1]]}
              scenes: {illegal-parking: {}}
            """
                .formatted(cameras.port()));
    algorithms = AlgorithmServiceGrpc.newBlockingStub(city.channel());
    compute = ComputeServiceGrpc.newBlockingStub(city.channel());
  }

  @AfterAll
  static void stopCity() {
    city.close();
    cameras.close();
  }

  @Test
  void aNewVersionIsTriedRunsAsShadowTakesOverAndGoesBackWithNoFrameLost() throws Exception {
    String shipped = algorithm().getActive();
    NextVersion.upload(algorithms);
    Await.until(LIMIT, () -> version().getState() != VersionState.UPLOADED, "its trial ends");
    assertThat(version().getStateReason()).isEmpty();
    assertThat(version().getState()).isEqualTo(VersionState.TRIED);

    var shadowed = algorithms.startShadow(role());
    assertThat(shadowed.getShadow()).isEqualTo(NEXT);
    Await.until(LIMIT, () -> loaded().contains(NEXT), "the shadow looks beside it");
    assertThat(running()).isEqualTo(shipped);

    var activated = algorithms.activate(role());
    assertThat(activated.getActive()).isEqualTo(NEXT);
    Await.until(LIMIT, () -> running().equals(NEXT), "the camera goes over to it");
    long inferred = camera().getFigures().getFramesInferred();
    Await.until(
        LIMIT, () -> camera().getFigures().getFramesInferred() > inferred, "it looks at pictures");

    var back =
        algorithms.rollBack(
            RollBackRequest.newBuilder()
                .setAlgorithm("coco-nanodet")
                .setRevision(algorithm().getRevision())
                .setReason("only a test")
                .setIdempotencyKey(key())
                .build());
    assertThat(back.getActive()).isEqualTo(shipped);
    Await.until(LIMIT, () -> running().equals(shipped), "the camera goes back");
    assertThat(camera().getFigures().getFramesDropped()).isZero();
    assertThat(camera().getFigures().getReconnects()).isZero();
  }

  private static Algorithm algorithm() {
    return algorithms.getAlgorithm(
        GetAlgorithmRequest.newBuilder().setName("coco-nanodet").build());
  }

  private static AlgorithmVersion version() {
    return algorithms.getVersion(
        GetVersionRequest.newBuilder().setAlgorithm("coco-nanodet").setVersion(NEXT).build());
  }

  private static RoleRequest role() {
    return RoleRequest.newBuilder()
        .setAlgorithm("coco-nanodet")
        .setVersion(NEXT)
        .setRevision(algorithm().getRevision())
        .setIdempotencyKey(key())
        .build();
  }

  private static String running() {
    return compute
        .listPoolTasks(ListPoolTasksRequest.getDefaultInstance())
        .getTasks(0)
        .getVersion();
  }

  private static List<String> loaded() {
    return compute.getPool(GetPoolRequest.getDefaultInstance()).getPacksList().stream()
        .map(PoolPack::getVersion)
        .toList();
  }

  private static Camera camera() {
    return CameraServiceGrpc.newBlockingStub(city.channel())
        .getCamera(GetCameraRequest.newBuilder().setCameraId("kerb").build());
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }
}
