package io.cityward.app.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.app.config.CameraConfig;
import io.cityward.app.config.CityConfig;
import io.cityward.app.pipeline.TaskState;
import io.cityward.app.pipeline.TaskState.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  /** A Wednesday, 11 in the morning in Shanghai. */
  private static final Instant NOW = Instant.parse("2026-11-25T03:00:00Z");

  private static final Grants.Compute SOME = new Grants.Compute(10, 20, 1);

  @Test
  void theCitysOwnTasksNeedNoGrant() {
    assertThat(state("{}", Grants.NONE).runs()).isTrue();
  }

  @Test
  void aDepartmentWithoutComputeWaits() {
    TaskState state = state("{department: traffic-police}", Grants.NONE);
    assertThat(state.kind()).isEqualTo(Kind.NO_GRANT);
    assertThat(state.reason()).isEqualTo("traffic-police has no compute granted now");
  }

  @Test
  void computeAloneIsNotTheRightToAnAlgorithm() {
    Grants grants = new Grants(Map.of("traffic-police", SOME), List.of());
    assertThat(state("{department: traffic-police}", grants).reason())
        .isEqualTo("traffic-police was not granted coco-nanodet on camera kerb");
  }

  @Test
  void aRightCountsForItsAlgorithmAndItsCameras() {
    assertThat(state("{department: traffic-police}", right("coco-nanodet", "kerb")).runs())
        .isTrue();
    assertThat(state("{department: traffic-police}", right("coco-nanodet", "other")).runs())
        .isFalse();
    assertThat(
            state("{department: traffic-police, algorithm: our-own}", right("coco-nanodet", "kerb"))
                .reason())
        .isEqualTo("traffic-police was not granted our-own on camera kerb");
  }

  @Test
  void ofSeveralRightsTheOneWithTheMostFramesCounts() {
    Grants grants =
        new Grants(
            Map.of("traffic-police", SOME),
            List.of(
                new Grants.Right("traffic-police", "coco-nanodet", Set.of("kerb", "gate"), 0.5),
                new Grants.Right("traffic-police", "coco-nanodet", Set.of("kerb"), 1.5)));
    assertThat(state("{department: traffic-police}", grants).framesPerSecond()).isEqualTo(1.5);
  }

  @Test
  void aRightToFewerFramesThanTheSceneCanWorkWithIsNotEnough() {
    Grants grants =
        new Grants(
            Map.of("traffic-police", SOME),
            List.of(new Grants.Right("traffic-police", "coco-nanodet", Set.of("kerb"), 0.1)));
    assertThat(state("{department: traffic-police}", grants).reason())
        .isEqualTo("was granted 0.1 frames per second (expected: at least 0.2)");
  }

  @Test
  void aRightIsNotAnotherDepartments() {
    Grants grants =
        new Grants(
            Map.of("traffic-police", SOME, "urban", SOME),
            List.of(new Grants.Right("urban", "coco-nanodet", Set.of("kerb"), 2)));
    assertThat(state("{department: traffic-police}", grants).runs()).isFalse();
  }

  @Test
  void aTaskKeepsItsHours() {
    TaskState state = state("{schedule: ['MON-FRI 22:00-05:00']}", Grants.NONE);
    assertThat(state.kind()).isEqualTo(Kind.OUTSIDE_SCHEDULE);
    assertThat(state.reason())
        .isEqualTo("begins 2026-11-25 22:00 (MON,TUE,WED,THU,FRI 22:00-05:00)");
    assertThat(state("{schedule: ['WED 08:00-12:00']}", Grants.NONE).runs()).isTrue();
  }

  private static Grants right(String algorithm, String camera) {
    return new Grants(
        Map.of("traffic-police", SOME),
        List.of(new Grants.Right("traffic-police", algorithm, Set.of(camera), 1)));
  }

  private static TaskState state(String scene, Grants grants) {
    CameraConfig camera =
        CityConfig.parse(
                """
                cameras:
                - id: kerb
                  url: rtsp://127.0.0.1/kerb
                  zones: [{id: lane, kind: no-parking, polygon: [[0, 0], [1, 0], [1, 1]]}]
                  scenes: {illegal-parking: %s}
                """
                    .formatted(scene),
                "test.yml",
                Path.of("."),
                Path.of("."))
            .cameras()
            .get(0);
    return new Admission(() -> grants, "coco-nanodet", SHANGHAI)
        .of(camera, camera.tasks().get(0), NOW);
  }
}
