package io.cityward.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.app.config.CameraConfig;
import io.cityward.app.config.CityConfig;
import io.cityward.app.config.Task;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.inference.Payer;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackRepository;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TaskPlanTest {

  private static final ModelPack NANODET =
      new PackRepository(Path.of("../models")).pack("coco-nanodet");
  private static final TaskGate OPEN = (camera, task, now) -> TaskState.running(task);

  private Optional<ModelPack> shadow = Optional.empty();

  private final Algorithms algorithms =
      new Algorithms() {
        @Override
        public String usual() {
          return "coco-nanodet";
        }

        @Override
        public ModelPack pack(String algorithm, CameraId camera) {
          if (!algorithm.equals(usual())) {
            throw CityException.notFound("algorithm", algorithm);
          }
          return NANODET;
        }

        @Override
        public Optional<ModelPack> active(String algorithm) {
          return Optional.of(NANODET);
        }

        @Override
        public OptionalDouble triedCost(String algorithm) {
          return OptionalDouble.empty();
        }

        @Override
        public Optional<ModelPack> shadow(String algorithm) {
          return shadow;
        }
      };

  @Test
  void aRunningTaskIsABranchThatItsDepartmentPaysFor() {
    TaskPlan plan = plan(camera("{department: traffic-police}"), OPEN);
    Branch branch = plan.branches().get(0);
    assertThat(branch.key())
        .isEqualTo(new Branch.Key(StreamRole.MAIN, "coco-nanodet", Optional.empty(), false));
    assertThat(branch.size()).isEqualTo(NANODET.defaultSize());
    assertThat(branch.payers(new CameraId("kerb")))
        .containsExactly(new Payer("traffic-police", "kerb/illegal-parking", 2));
  }

  @Test
  void aTaskThatMayNotRunHasNoBranchAndKeepsItsReason() {
    TaskGate closed =
        (camera, task, now) -> TaskState.waiting(task, TaskState.Kind.NO_GRANT, "nothing granted");
    TaskPlan plan = plan(camera("{}"), closed);
    assertThat(plan.branches()).isEmpty();
    assertThat(plan.states()).extracting(TaskState::reason).containsExactly("nothing granted");
  }

  @Test
  void aTaskWhoseAlgorithmIsNotThereSaysSo() {
    TaskPlan plan = plan(camera("{algorithm: our-own}"), OPEN);
    assertThat(plan.branches()).isEmpty();
    assertThat(plan.states().get(0))
        .returns(TaskState.Kind.NO_ALGORITHM, TaskState::kind)
        .returns("algorithm: our-own (no such algorithm)", TaskState::reason);
  }

  @Test
  void aTaskWhosePackReportsNothingThatItLooksAtSaysSo() {
    TaskPlan plan = plan(camera("{classes: [rickshaw]}"), OPEN);
    assertThat(plan.states().get(0))
        .returns(TaskState.Kind.NO_ALGORITHM, TaskState::kind)
        .returns(
            "pack "
                + NANODET
                + ": labels: none of rickshaw (expected: one at least that illegal-parking on"
                + " camera kerb looks at)",
            TaskState::reason);
  }

  @Test
  void aShadowLooksBesideTheActiveVersionAtTheCitysCost() {
    ModelPack other = version("9.9.9");
    shadow = Optional.of(other);
    TaskPlan plan = plan(camera("{department: traffic-police}"), OPEN);
    assertThat(plan.branches()).extracting(Branch::pack).containsExactly(NANODET, other);
    assertThat(plan.branches().get(1).payers(new CameraId("kerb")))
        .extracting(Payer::department)
        .containsExactly(Task.CITY);
  }

  @Test
  void whatAShadowUsesIsNotMeteredAsTheSceneWhoseAlertsCount() {
    shadow = Optional.of(version("9.9.9"));
    assertThat(plan(camera("{}"), OPEN).branches())
        .flatExtracting(branch -> branch.payers(new CameraId("kerb")))
        .extracting(Payer::task)
        .containsExactly("kerb/illegal-parking", "kerb/illegal-parking.shadow");
  }

  @Test
  void aVersionIsNotItsOwnShadow() {
    shadow = Optional.of(NANODET);
    assertThat(plan(camera("{}"), OPEN).branches()).hasSize(1);
  }

  @Test
  void aGrantOfFewerFramesIsWhatTheBranchAsksFor() {
    TaskGate half = (camera, task, now) -> TaskState.running(task, 0.5);
    assertThat(plan(camera("{}"), half).branches().get(0).framesPerSecond()).isEqualTo(0.5);
  }

  private TaskPlan plan(CameraConfig camera, TaskGate gate) {
    return TaskPlan.of(camera, gate, algorithms, Instant.EPOCH);
  }

  private static ModelPack version(String version) {
    return new ModelPack(
        NANODET.name(),
        version,
        NANODET.engine(),
        NANODET.source(),
        NANODET.device(),
        NANODET.input(),
        NANODET.preprocessing(),
        NANODET.outputs(),
        NANODET.labels(),
        NANODET.origin());
  }

  @Test
  void aSceneThatWantsAnotherSizeHasItsOwnLookUnlessTheCameraSaysOtherwise() {
    String scenes = "{illegal-parking: {}, street-vending: {}, high-altitude-throwing: {}}";
    TaskPlan apart = plan(camera(scenes, "{}"), OPEN);
    assertThat(apart.branches())
        .extracting(Branch::size)
        .containsExactly(NANODET.defaultSize(), new InputSize(640, 384));
    assertThat(apart.motions()).hasSize(1);

    TaskPlan together = plan(camera(scenes, "{inputSize: 416x256}"), OPEN);
    assertThat(together.branches()).hasSize(1);
    assertThat(together.branches().get(0).tasks()).hasSize(2);
  }

  private static CameraConfig camera(String scene) {
    return camera("{illegal-parking: " + scene + "}", "{}");
  }

  private static CameraConfig camera(String scenes, String more) {
    return CityConfig.parse(
            """
            cameras:
            - id: kerb
              url: rtsp://127.0.0.1/kerb
              zones:
              - {id: lane, kind: no-parking, polygon: [[0, 0], [1, 0], [1, 1]]}
              - {id: walk, kind: no-vending, polygon: [[0, 0], [1, 0], [1, 1]]}
              - {id: front, kind: facade, polygon: [[0, 0], [1, 0], [1, 1]]}
              scenes: %s
              %s
            """
                .formatted(scenes, more.substring(1, more.length() - 1)),
            "test.yml",
            Path.of("."),
            Path.of("."))
        .cameras()
        .get(0);
  }
}
