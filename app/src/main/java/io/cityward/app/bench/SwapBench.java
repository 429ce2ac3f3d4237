package io.cityward.app.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.inference.DropReason;
import io.cityward.inference.InferencePool;
import io.cityward.inference.pack.ModelPack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lets two versions of a pack replace each other under full load, and misses no picture. */
final class SwapBench {

  private static final int LEAST_SWAPS = 2;

  /** Each version works for a moment at least. */
  private static final Duration BETWEEN = Duration.ofMillis(500);

  private SwapBench() {}

  static void run(
      PoolPlan plan, InferencePool pool, BenchPictures pictures, RunTimes times, ObjectNode root)
      throws InterruptedException {
    pool.prepare(plan.pack(), plan.size());
    BenchCity.grant(pool, BenchCity.DEPARTMENTS);
    ModelPack next = version(plan.pack(), plan.pack().version() + "-next");
    List<Double> prepared = new ArrayList<>();
    try (BusyCameras cameras = new BusyCameras(pool, BenchCity.orders(plan), pictures, times)) {
      cameras.begin();
      long begin = System.nanoTime();
      Thread.sleep(plan.span().dividedBy(2).toMillis());
      long middle = System.nanoTime();
      while (prepared.size() < LEAST_SWAPS || System.nanoTime() - middle < plan.span().toNanos()) {
        ModelPack to = prepared.size() % 2 == 0 ? next : plan.pack();
        long preparing = System.nanoTime();
        pool.prepare(to, plan.size());
        prepared.add((System.nanoTime() - preparing) / 1e9);
        cameras.swap(to);
        Thread.sleep(BETWEEN.toMillis());
      }
      long end = System.nanoTime();
      cameras.end();
      ObjectNode node = root.putObject("hotSwap");
      node.put("swaps", prepared.size()).put("lanes", cameras.count());
      node.put("submitted", cameras.submitted()).put("inferred", cameras.inferred());
      ObjectNode dropped = node.putObject("dropped");
      for (DropReason reason : DropReason.values()) {
        dropped.put(reason.name(), cameras.dropped(reason));
      }
      node.put("lost", lost(cameras));
      node.put("secondsToPrepare", Rounded.to(Rounded.median(prepared, Double::doubleValue), 3));
      node.put("longestGapMillisBefore", gap(cameras, begin, middle));
      node.put("longestGapMillis", gap(cameras, middle, end));
    }
  }

  /** What was neither looked at nor replaced by a newer picture. */
  private static long lost(BusyCameras cameras) {
    return cameras.submitted() - cameras.inferred() - cameras.dropped(DropReason.REPLACED);
  }

  private static Double gap(BusyCameras cameras, long from, long until) {
    return Rounded.to(cameras.diary().longestGap(cameras.count(), from, until) / 1e6, 1);
  }

  /** The same files under another version: to the pool it is another pack. */
  private static ModelPack version(ModelPack pack, String version) {
    return new ModelPack(
        pack.name(),
        version,
        pack.engine(),
        pack.source(),
        pack.device(),
        pack.input(),
        pack.preprocessing(),
        pack.outputs(),
        pack.labels(),
        pack.origin());
  }
}
