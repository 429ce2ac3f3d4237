package io.cityward.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.app.config.CameraConfig;
import io.cityward.app.config.CityConfig;
import io.cityward.app.config.Task;
import io.cityward.core.Schedule;
import io.cityward.ingest.DecodePolicy;
import io.cityward.scenes.Scene;
import io.cityward.scenes.SceneSettings;
import io.cityward.scenes.Zone;
import io.cityward.scenes.ZoneKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamPlanTest {

  @Test
  void watchesKeyFramesOfTheOneStreamThereIs() {
    StreamPlan plan = plan(camera(""));

    assertThat(plan.streams()).hasSize(1);
    StreamPlan.Planned main = plan.streams().get(0);
    assertThat(main.role()).isEqualTo(StreamRole.MAIN);
    assertThat(main.policy()).isInstanceOf(DecodePolicy.KeyFrames.class);
    assertThat(main.tasks()).hasSize(1);
  }

  @Test
  void keepsTheMainStreamForEvidenceWhereTheSubStreamIsAnalysed() {
    StreamPlan plan = plan(camera("subUrl: rtsp://127.0.0.1/sub"));

    StreamPlan.Planned main = plan.streams().get(0);
    StreamPlan.Planned sub = plan.streams().get(1);
    assertThat(main.policy()).isEqualTo(DecodePolicy.NONE);
    assertThat(main.tasks()).isEmpty();
    assertThat(sub.url().masked()).endsWith("/sub");
    assertThat(sub.policy()).isInstanceOf(DecodePolicy.KeyFrames.class);
    assertThat(sub.tasks()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"0, KeyFrames", "0.2, KeyFrames", "1, KeyFrames", "5, Fps", "8, All", "25, All"})
  void decodesTheLeastThatTheTasksCanWorkWith(double least, String policy) {
    List<Task> tasks = least == 0 ? List.of() : List.of(wanting(least));

    assertThat(policy(tasks).getClass().getSimpleName()).isEqualTo(policy);
  }

  @Test
  void theMostDemandingTaskDecides() {
    assertThat(policy(List.of(wanting(0.2), wanting(25), wanting(1)))).isEqualTo(DecodePolicy.ALL);
  }

  @Test
  void aTaskThatDoesNotRunAsksForNothing() {
    CameraConfig camera = camera("subUrl: rtsp://127.0.0.1/sub");

    StreamPlan plan = StreamPlan.of(camera, List.of());

    assertThat(plan.streams()).allSatisfy(stream -> assertThat(stream.tasks()).isEmpty());
    assertThat(plan.streams().get(0).policy()).isEqualTo(DecodePolicy.NONE);
  }

  private static StreamPlan plan(CameraConfig camera) {
    return StreamPlan.of(camera, camera.tasks());
  }

  private static DecodePolicy policy(List<Task> tasks) {
    return StreamPlan.of(camera(""), tasks).streams().get(0).policy();
  }

  private static Task wanting(double least) {
    return new Task(new Wanting(least), Task.CITY, Optional.empty(), Schedule.ALWAYS, 0);
  }

  private static CameraConfig camera(String more) {
    return CityConfig.parse(
            """
            cameras:
            - id: kerb
              url: rtsp://127.0.0.1/kerb
              %s
              zones: [{id: lane, kind: no-parking, polygon: [[0, 0], [1, 0], [1, 1]]}]
              scenes: {illegal-parking: {}}
            """
                .formatted(more),
            "test.yml",
            Path.of("."),
            Path.of("."))
        .cameras()
        .get(0);
  }

  /** A scene that needs so many pictures a second. */
  private record Wanting(double leastFramesPerSecond) implements SceneSettings {

    @Override
    public String scene() {
      return "wanting";
    }

    @Override
    public Set<ZoneKind> zoneKinds() {
      return EnumSet.allOf(ZoneKind.class);
    }

    @Override
    public Duration dwell() {
      return Duration.ZERO;
    }

    @Override
    public double framesPerSecond() {
      return 2 * leastFramesPerSecond;
    }

    @Override
    public Scene create(List<Zone> zones, Duration longestGap) {
      throw new UnsupportedOperationException("never made here");
    }
  }
}
