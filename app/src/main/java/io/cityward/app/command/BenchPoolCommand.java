package io.cityward.app.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.app.Home;
import io.cityward.app.bench.PoolBench;
import io.cityward.app.bench.PoolPlan;
import io.cityward.app.bench.PoolTable;
import io.cityward.core.CityException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the pool costs, and how it shares. */
@Command(
    name = "pool",
    mixinStandardHelpOptions = true,
    description = "Inferences per second against plain ONNX Runtime, latency, shares, hot swap.")
public final class BenchPoolCommand implements Callable<Integer> {

  @Mixin private PoolOptions options;

  @Option(names = "--json", description = "Writes all figures to this file.")
  private Path json;

  @Override
  public Integer call() throws InterruptedException {
    if (json != null && !Files.isWritable(json.toAbsolutePath().getParent())) {
      throw CityException.invalid("--json", json, "a file in a folder that can be written to");
    }
    PoolPlan plan = options.plan(Home.models());
    ObjectNode report = new PoolBench(plan, Home.models(), what -> Progress.say("%s", what)).run();
    Progress.done();
    System.out.print(PoolTable.of(report));
    if (json != null) {
      JsonFile.write(json, report);
    }
    return 0;
  }
}
