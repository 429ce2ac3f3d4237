package io.cityward.app.command;

import io.cityward.app.bench.PoolWorker;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code bench pool} starts beside itself: the pool that is measured. */
@Command(
    name = "pool-worker",
    hidden = true,
    description = "Started by bench pool; measures and says what came out.")
public final class PoolWorkerCommand implements Callable<Integer> {

  @Mixin private PoolOptions options;

  @Option(names = "--models", required = true, description = "Where the pack lies.")
  private Path models;

  @Override
  public Integer call() throws Exception {
    Orphan.endWithInput();
    new PoolWorker(options.plan(models), System.out).run();
    return 0;
  }
}
