package io.cityward.app.command;

import io.cityward.app.bench.PoolPlan;
import io.cityward.core.CityException;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackRepository;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What both who measures the pool and who is measured are told. */
final class PoolOptions {

  private static final String ENGINE = "onnxruntime";

  @Option(names = "--pack", description = "Model pack; default: ${DEFAULT-VALUE}.")
  private String pack = "coco-nanodet";

  @Option(
      names = "--input-size",
      description = "What pictures are scaled to, such as 640x384; default: the pack's.")
  private String inputSize;

  @Option(names = "--sessions", description = "Of the pool; default: one per core.")
  private Integer sessions;

  @Option(
      names = "--seconds",
      description = "How long each thing is measured; default: ${DEFAULT-VALUE}.")
  private int seconds = 20;

  /**
   * @param models the folder that holds the pack's
   */
  PoolPlan plan(Path models) {
    Numbers.within("--seconds", seconds, 1, 3600);
    int cores = Runtime.getRuntime().availableProcessors();
    int chosen = sessions == null ? cores : sessions;
    Numbers.within("--sessions", chosen, 1, 256);
    ModelPack read = new PackRepository(models).pack(pack);
    if (!read.engine().equals(ENGINE)) {
      throw CityException.invalid("--pack", pack, "one with engine: " + ENGINE);
    }
    InputSize size = inputSize == null ? read.defaultSize() : InputSize.parse(inputSize);
    read.check(size);
    return new PoolPlan(read, size, chosen, Duration.ofSeconds(seconds));
  }
}
