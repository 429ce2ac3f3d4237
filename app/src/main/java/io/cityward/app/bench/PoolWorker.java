package io.cityward.app.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.inference.Engines;
import io.cityward.inference.InferencePool;
import io.cityward.inference.PoolFigures;
import io.cityward.inference.PoolSettings;
import io.cityward.inference.WorkloadFigures;
import io.cityward.inference.onnx.OnnxEngine;
import java.io.PrintStream;
import java.util.List;

/**
 * Measures the pool of its own process, which must be new and do nothing else. Says in lines what
 * it is at, {@code {"doing": …}}, and in the last what came out.
 */
public final class PoolWorker {

  private final PoolPlan plan;
  private final PrintStream out;
  private final Engines engines = new Engines(List.of(new OnnxEngine()));
  private final RunTimes times = new RunTimes();
  private final ObjectNode root = JsonNodeFactory.instance.objectNode();

  public PoolWorker(PoolPlan plan, PrintStream out) {
    this.plan = plan;
    this.out = out;
  }

  /** Takes some seven times the plan's span. */
  public void run() throws Exception {
    try (BenchPictures pictures = BenchPictures.decode()) {
      say("opening sessions");
      ObjectNode startUp = StartUpBench.run(plan, engines, pictures);
      try (InferencePool pool =
          new InferencePool(PoolSettings.of(plan.sessions()), engines, times)) {
        pool.start();
        long begun = System.nanoTime();
        pool.prepare(plan.pack(), plan.size());
        startUp.put("secondsToPrepare", Rounded.to((System.nanoTime() - begun) / 1e9, 3));
        measure(pool, pictures);
      }
      root.set("startUp", startUp);
    }
    root.set("plan", plan());
    out.println(root);
    out.flush();
  }

  private void measure(InferencePool pool, BenchPictures pictures) throws Exception {
    double perSecond;
    say("throughput, in turns with the references");
    try (SpeedBench speed = new SpeedBench(plan, engines, pool, pictures, times)) {
      speed.run();
      speed.write(root);
      perSecond = speed.inferencesPerSecond();
    }
    say("latency at half load");
    new LatencyBench(plan, engines, pool, pictures, times).run(root, perSecond / 2);
    say("shares of three departments");
    FairnessBench fairness = new FairnessBench(plan, pool, pictures, times);
    fairness.run(root);
    say("shares of dear and cheap pictures");
    fairness.mixed(root);
    say("hot swap");
    SwapBench.run(plan, pool, pictures, times, root);
    root.set("workloads", workloads(pool.figures()));
  }

  private static ObjectNode workloads(PoolFigures figures) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (WorkloadFigures workload : figures.workloads()) {
      ObjectNode one =
          node.putObject(workload.pack() + " " + workload.version() + " " + workload.size());
      one.put("cost", Rounded.to(workload.cost(), 3)).put("batch", workload.batch());
      ObjectNode millis = one.putObject("millisPerPictureByBatch");
      workload
          .secondsPerPicture()
          .forEach((batch, s) -> millis.put(batch.toString(), Rounded.to(s * 1e3, 3)));
    }
    return node;
  }

  private ObjectNode plan() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("pack", plan.pack().toString())
        .put("inputSize", plan.size().toString())
        .put("sessions", plan.sessions())
        .put("seconds", plan.span().toSeconds())
        .put("rounds", plan.rounds())
        .put("cameras", BenchCity.CAMERAS)
        .put("processors", Runtime.getRuntime().availableProcessors());
  }

  private void say(String what) {
    out.println(JsonNodeFactory.instance.objectNode().put("doing", what));
    out.flush();
  }
}
