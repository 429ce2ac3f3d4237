package io.cityward.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.app.bench.PoolPlan;
import io.cityward.core.CityException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PoolOptionsTest {

  private static PoolPlan plan(String... line) {
    PoolOptions options = new PoolOptions();
    new CommandLine(options).parseArgs(line);
    return options.plan(Path.of("..", "models"));
  }

  @Test
  void thePackSaysWhatIsNotGiven() {
    PoolPlan plan = plan("--pack", "coco-nanodet-int8", "--seconds", "5");
    assertThat(plan.pack().name()).isEqualTo("coco-nanodet-int8");
    assertThat(plan.size()).hasToString("416x256");
    assertThat(plan.sessions()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(plan.span()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aSizeThatThePackDoesNotTakeIsRefused() {
    assertThat(plan("--input-size", "640x384").size()).hasToString("640x384");
    assertThatThrownBy(() -> plan("--input-size", "640x380"))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("640x380 (expected: both sides multiples of 32)");
    assertThatThrownBy(() -> plan("--input-size", "large"))
        .hasMessageContaining("large (expected: width x height");
  }
}
