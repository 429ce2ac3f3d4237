package io.cityward.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.proto.v1.Algorithm;
import io.cityward.proto.v1.AlgorithmServiceGrpc;
import io.cityward.proto.v1.AlgorithmServiceGrpc.AlgorithmServiceBlockingStub;
import io.cityward.proto.v1.CameraServiceGrpc;
import io.cityward.proto.v1.CameraTask;
import io.cityward.proto.v1.CameraTaskState;
import io.cityward.proto.v1.GetAlgorithmRequest;
import io.cityward.proto.v1.GetCameraRequest;
import io.cityward.proto.v1.GetVersionRequest;
import io.cityward.proto.v1.RoleRequest;
import io.cityward.proto.v1.RollBackRequest;
import io.cityward.proto.v1.VersionState;
import io.cityward.testkit.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The disk loses something of the pack that everything is looked at with. */
@EnabledOnOs(OS.LINUX)
class BrokenPackIT {

  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String CAMERAS =
      """
      - id: kerb
        url: rtsp://127.0.0.1:1/nobody
        zones:
        - {id: lane, kind: no-parking, polygon: [[0, 0], [1, 0], [1, 1], [0, 1]]}
        scenes: {illegal-parking: {}}
      """;

  @TempDir private static Path folder;

  /** It used to start no more, and nobody could roll back. */
  @Test
  void theCityStartsSaysWhatIsBrokenAndRunsAfterARollBack() throws Exception {
    String shipped;
    try (TestCity city = TestCity.start(folder, CAMERAS)) {
      AlgorithmServiceBlockingStub algorithms = algorithms(city);
      shipped = algorithm(city).getActive();
      NextVersion.upload(algorithms);
      GetVersionRequest next =
          GetVersionRequest.newBuilder()
              .setAlgorithm("coco-nanodet")
              .setVersion(NextVersion.NUMBER)
              .build();
      Await.until(
          LIMIT,
          () -> algorithms.getVersion(next).getState() == VersionState.TRIED,
          "it passes its trial");
      var activated =
          algorithms.activate(
              RoleRequest.newBuilder()
                  .setAlgorithm("coco-nanodet")
                  .setVersion(NextVersion.NUMBER)
                  .setRevision(algorithm(city).getRevision())
                  .setIdempotencyKey(UUID.randomUUID().toString())
                  .build());
      assertThat(activated.getActive()).isEqualTo(NextVersion.NUMBER);
    }
    Path model =
        folder.resolve("data/algorithms/coco-nanodet/99.0.0/coco-nanodet/coco-nanodet.onnx");
    assertThat(model).exists();
    Files.writeString(model, "bad sector");

    try (TestCity city = TestCity.start(folder, CAMERAS)) {
      assertThat(task(city))
          .returns(CameraTaskState.CAMERA_TASK_NO_ALGORITHM, CameraTask::getState)
          .extracting(CameraTask::getReason)
          .asString()
          .startsWith("algorithm coco-nanodet 99.0.0: model.sha256: ")
          .doesNotContain(folder.toString());
      var back =
          algorithms(city)
              .rollBack(
                  RollBackRequest.newBuilder()
                      .setAlgorithm("coco-nanodet")
                      .setRevision(algorithm(city).getRevision())
                      .setReason("its disk is broken")
                      .setIdempotencyKey(UUID.randomUUID().toString())
                      .build());
      assertThat(back.getActive()).isEqualTo(shipped);
      Await.until(
          LIMIT,
          () -> task(city).getState() == CameraTaskState.CAMERA_TASK_RUNNING,
          "the version before runs");
    }
  }

  private static AlgorithmServiceBlockingStub algorithms(TestCity city) {
    return AlgorithmServiceGrpc.newBlockingStub(city.channel());
  }

  private static Algorithm algorithm(TestCity city) {
    return algorithms(city)
        .getAlgorithm(GetAlgorithmRequest.newBuilder().setName("coco-nanodet").build());
  }

  private static CameraTask task(TestCity city) {
    return CameraServiceGrpc.newBlockingStub(city.channel())
        .getCamera(GetCameraRequest.newBuilder().setCameraId("kerb").build())
        .getTasks(0);
  }
}
