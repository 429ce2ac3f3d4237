package io.cityward.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.app.OwnJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Has a {@link PoolWorker} measured in a process of its own, with the product's flags. */
public final class PoolBench {

  private final PoolPlan plan;
  private final Path models;
  private final Consumer<String> progress;

  /**
   * @param models where the pack lies
   * @param progress told what is going on, in a few words
   */
  public PoolBench(PoolPlan plan, Path models, Consumer<String> progress) {
    this.plan = plan;
    this.models = models;
    this.progress = progress;
  }

  /**
   * All figures; takes some ten times the plan's span.
   *
   * @throws io.cityward.core.CityException if the process ends without them, with what it said
   */
  public ObjectNode run() throws InterruptedException {
    Answers answers = new Answers();
    // Each part, with three loops in turns the longest, and what opening sessions takes.
    Duration limit = plan.span().multipliedBy(5).plusMinutes(2);
    try (ChildProcess worker = ChildProcess.start("pool-worker", command(), answers::hear)) {
      while (true) {
        JsonNode line = answers.nextJson(worker, limit, "figures");
        if (!line.has("doing")) {
          return (ObjectNode) line;
        }
        progress.accept(line.get("doing").asText());
      }
    }
  }

  private List<String> command() {
    return OwnJvm.command(
        List.of(
            "bench",
            "pool-worker",
            "--models",
            models.toString(),
            "--pack",
            plan.pack().name(),
            "--input-size",
            plan.size().toString(),
            "--sessions",
            Integer.toString(plan.sessions()),
            "--seconds",
            Long.toString(plan.span().toSeconds())));
  }
}
