package io.cityward.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cityward.app.bench.ScenePlan.Size;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small pictures and real packs; the figures need only be plausible. */
class SceneBenchIT {

  @TempDir private static Path films;
  private static JsonNode report;

  @BeforeAll
  static void measure() {
    ScenePlan plan =
        new ScenePlan(
            List.of(new Size(320, 180)),
            new Size(384, 288),
            films,
            Path.of("..", "models").toAbsolutePath(),
            Duration.ofMillis(10));
    report = new SceneBench(plan, what -> {}).run();
  }

  @Test
  void everyPictureAndItsReferenceAreMeasured() {
    for (String kind : List.of("still", "tree")) {
      JsonNode cost = report.at("/high-altitude-throwing/" + kind + "/320x180");
      for (String part : List.of("decodePercent", "scenePercent", "mog2Percent", "ratio")) {
        assertThat(cost.path(part).asDouble()).as(kind + " " + part).isPositive();
      }
      assertThat(cost.path("findings").asInt()).isZero();
    }
  }

  @Test
  void theScenesOfKeyFramesAreMeasured() {
    for (String scene : List.of("illegal-parking", "garbage-pile", "street-vending")) {
      JsonNode cost = report.at("/keyFrames/" + scene);
      for (String part : List.of("decodePercent", "gatePercent", "scenePercent", "ratio")) {
        assertThat(cost.path(part).asDouble()).as(scene + " " + part).isPositive();
      }
    }
  }

  @Test
  void clipsAreMadeOnceAndKept() {
    assertThat(Files.exists(films.resolve("bench-scenes-tree-320x180-v1.mp4"))).isTrue();
  }

  @Test
  void aTableForPeopleSaysTheSame() {
    assertThat(SceneTable.of(report)).contains("generated footage", "320x180", "garbage-pile");
  }
}
