package io.cityward.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import io.cityward.proto.v1.AlgorithmAllotment;
import io.cityward.proto.v1.Application;
import io.cityward.proto.v1.ApplicationState;
import io.cityward.proto.v1.Camera;
import io.cityward.proto.v1.CameraServiceGrpc;
import io.cityward.proto.v1.CameraTask;
import io.cityward.proto.v1.CameraTaskState;
import io.cityward.proto.v1.ComputeAllotment;
import io.cityward.proto.v1.ComputeServiceGrpc;
import io.cityward.proto.v1.DecideApplicationRequest;
import io.cityward.proto.v1.DecisionAction;
import io.cityward.proto.v1.GetCameraRequest;
import io.cityward.proto.v1.GetPoolRequest;
import io.cityward.proto.v1.Grant;
import io.cityward.proto.v1.GrantPeriod;
import io.cityward.proto.v1.ListGrantsRequest;
import io.cityward.proto.v1.ListPoolTasksRequest;
import io.cityward.proto.v1.Pool;
import io.cityward.proto.v1.PoolDepartment;
import io.cityward.proto.v1.PoolTask;
import io.cityward.proto.v1.PoolTaskState;
import io.cityward.proto.v1.RevokeGrantRequest;
import io.cityward.proto.v1.SubmitApplicationRequest;
import io.cityward.testkit.Await;
import io.cityward.testkit.Clip;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an application to a task that runs, and back, on a whole process with real cameras. */
class ComputeIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Instant NEXT_MONTH = Instant.now().plus(Duration.ofDays(30));

  @TempDir private static Path folder;
  private static RtspServer cameras;
  private static TestCity city;
  private static ComputeServiceGrpc.ComputeServiceBlockingStub compute;
  private static CameraServiceGrpc.CameraServiceBlockingStub registry;

  @BeforeAll
  static void startCity() {
    Clip campus = TestCity.clip("campus", folder);
    cameras =
        RtspServer.builder()
            .camera(SimulatedCamera.looping("kerb", campus))
            .camera(SimulatedCamera.looping("plain", campus))
            .build()
            .start();
    city =
        TestCity.start(
            folder,
            "alerts: {departments: [{id: traffic-police, name: 交警支队}]}\n",
            """
            - id: kerb
              url: %1$s/kerb
              department: traffic-police
              zones: [%2$s]
              scenes: {illegal-parking: {}}
            - id: plain
              url: %1$s/plain
              zones: [%2$s]
              scenes: {illegal-parking: {}}
            """
                .formatted(
                    "rtsp://127.0.0.1:" + cameras.port(),
                    "{id: lane, kind: no-parking, polygon: [[0, 0], [1, 0], [1, 1], [0, 1]]}"));
    compute = ComputeServiceGrpc.newBlockingStub(city.channel());
    registry = CameraServiceGrpc.newBlockingStub(city.channel());
  }

  @AfterAll
  static void stopCity() {
    city.close();
    cameras.close();
  }

  @Test
  void aDepartmentAppliesIsGrantedAndItsTaskRunsUntilTheGrantIsRevoked() throws Exception {
    assertThat(task("kerb"))
        .returns(CameraTaskState.CAMERA_TASK_NO_GRANT, CameraTask::getState)
        .returns("traffic-police has no compute granted now", CameraTask::getReason);
    assertThat(task("plain").getState()).isEqualTo(CameraTaskState.CAMERA_TASK_RUNNING);

    approve(
        submission()
            .setCompute(ComputeAllotment.newBuilder().setGuaranteed(2).setCeiling(4).setPriority(5))
            .build());
    approve(
        submission()
            .setAlgorithm(
                AlgorithmAllotment.newBuilder()
                    .setAlgorithm("coco-nanodet")
                    .addCameraIds("kerb")
                    .setFramesPerSecond(1))
            .build());

    Await.until(
        LIMIT,
        () -> task("kerb").getState() == CameraTaskState.CAMERA_TASK_RUNNING,
        "the task runs");
    Await.until(
        LIMIT, () -> camera("kerb").getFigures().getFramesInferred() > 0, "its pictures are seen");
    PoolTask running = poolTask("kerb");
    assertThat(running.getState()).isEqualTo(PoolTaskState.POOL_TASK_RUNNING);
    assertThat(running.getWantedFps()).isEqualTo(1);
    assertThat(running.getVersion()).isNotEmpty();
    Await.until(LIMIT, () -> guaranteed() == 2, "the pool has taken up the grant");
    assertThat(pool().getCapacity()).isGreaterThan(1);
    assertThat(pool().hasStaleSince()).isFalse();
    assertThat(pool().getPacksList()).isNotEmpty();
    assertThat(Files.readString(folder.resolve("data/grants.json"))).contains("traffic-police");

    for (Grant grant : compute.listGrants(ListGrantsRequest.getDefaultInstance()).getGrantsList()) {
      var unused =
          compute.revokeGrant(
              RevokeGrantRequest.newBuilder()
                  .setGrantId(grant.getId())
                  .setRevision(grant.getRevision())
                  .setReason("needed elsewhere")
                  .setIdempotencyKey(UUID.randomUUID().toString())
                  .build());
    }
    Await.until(
        LIMIT,
        () -> task("kerb").getState() == CameraTaskState.CAMERA_TASK_NO_GRANT,
        "the task ends with its grant");
    assertThat(poolTask("kerb").getState()).isEqualTo(PoolTaskState.POOL_TASK_WAITING_FOR_GRANT);
    assertThat(task("plain").getState()).isEqualTo(CameraTaskState.CAMERA_TASK_RUNNING);
  }

  private static SubmitApplicationRequest.Builder submission() {
    return SubmitApplicationRequest.newBuilder()
        .setDepartmentId("traffic-police")
        .setPeriod(
            GrantPeriod.newBuilder().setUntil(Timestamps.fromMillis(NEXT_MONTH.toEpochMilli())))
        .setReason("rush hour")
        .setIdempotencyKey(UUID.randomUUID().toString());
  }

  private static void approve(SubmitApplicationRequest request) {
    Application application = compute.submitApplication(request);
    Application decided =
        compute.decideApplication(
            DecideApplicationRequest.newBuilder()
                .setApplicationId(application.getId())
                .setRevision(application.getRevision())
                .setAction(DecisionAction.DECISION_APPROVE)
                .setIdempotencyKey(UUID.randomUUID().toString())
                .build());
    assertThat(decided.getState()).isEqualTo(ApplicationState.APPLICATION_APPROVED);
  }

  private static Pool pool() {
    return compute.getPool(GetPoolRequest.getDefaultInstance());
  }

  /** What the pool keeps for the department. */
  private static double guaranteed() {
    return pool().getDepartmentsList().stream()
        .filter(department -> department.getDepartment().equals("traffic-police"))
        .mapToDouble(PoolDepartment::getGuaranteed)
        .sum();
  }

  private static Camera camera(String id) {
    return registry.getCamera(GetCameraRequest.newBuilder().setCameraId(id).build());
  }

  private static CameraTask task(String camera) {
    return camera(camera).getTasks(0);
  }

  private static PoolTask poolTask(String camera) {
    return compute
        .listPoolTasks(ListPoolTasksRequest.newBuilder().setCameraId(camera).build())
        .getTasks(0);
  }
}
