package io.cityward.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackRepository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A real process and a real model; the figures need only be plausible. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "memory is read from /proc")
class PoolBenchIT {

  private static final Path MODELS = Path.of("..", "models");

  private static JsonNode report;

  @BeforeAll
  static void measure() throws InterruptedException {
    ModelPack pack = new PackRepository(MODELS).pack("coco-nanodet");
    PoolPlan plan = new PoolPlan(pack, pack.defaultSize(), 2, Duration.ofSeconds(1));
    report = new PoolBench(plan, MODELS.toAbsolutePath(), part -> {}).run();
  }

  private static double number(String... path) {
    JsonNode node = report;
    for (String name : path) {
      node = node.path(name);
    }
    assertThat(node.isNumber()).as("%s of %s", String.join(".", path), report).isTrue();
    return node.asDouble();
  }

  @Test
  void whatOthersReadIsThere() {
    assertThat(number("inferencesPerSecond")).isPositive();
    assertThat(number("inferencesPerSecondOnnxRuntime")).isPositive();
    assertThat(number("ratioToOnnxRuntime")).isPositive();
    assertThat(number("heapBytesPerInference")).isPositive();
    assertThat(number("addedLatencyMsP99")).isPositive();
    assertThat(report.get("shares").size()).isEqualTo(3);
    assertThat(report.get("shares").get(BenchCity.FIRST).asDouble()).isBetween(0.0, 1.0);
  }

  @Test
  void sharesAreOfOneWhole() {
    double sum = 0;
    for (JsonNode share : report.get("shares")) {
      sum += share.asDouble();
    }
    assertThat(sum).isEqualTo(1, within(0.001));
    double mixed = 0;
    for (JsonNode size : report.get("mixedCosts")) {
      mixed += size.get("ofUnits").asDouble();
    }
    assertThat(mixed).isEqualTo(1, within(0.001));
  }

  @Test
  void noPictureIsLostWhileVersionsReplaceEachOther() {
    assertThat(number("hotSwap", "swaps")).isGreaterThanOrEqualTo(2);
    assertThat(number("hotSwap", "submitted")).isPositive();
    assertThat(number("hotSwap", "lost")).isZero();
  }

  @Test
  void theReferencesAndTheStartAreMeasured() {
    for (String loop : List.of("pool", "onnxRuntime", "sameWork")) {
      assertThat(number("throughput", loop, "cpuMillis")).isPositive();
    }
    assertThat(number("addedLatencyMs", "evenExecutor", "count")).isPositive();
    assertThat(number("startUp", "secondsFirstSession")).isPositive();
    assertThat(number("startUp", "mebibytesPerSession")).isPositive();
    assertThat(report.get("workloads").size()).isPositive();
  }

  @Test
  void aTableForPeopleSaysTheSame() {
    assertThat(PoolTable.of(report))
        .contains("plain ONNX Runtime", BenchCity.FIRST, "0 lost", "per session");
  }
}
