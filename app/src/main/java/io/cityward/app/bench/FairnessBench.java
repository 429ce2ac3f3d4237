package io.cityward.app.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.inference.InferencePool;
import io.cityward.inference.LaneFigures;
import io.cityward.inference.LaneOrder;
import io.cityward.inference.pack.InputSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How the pool shares itself among departments that all want more than there is. */
final class FairnessBench {

  /** For the first turns, which no department has had before. */
  private static final long SETTLES_MILLIS = 500;

  /** Of which a share is told while it changes: some twenty inferences on two slow cores. */
  private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(200);

  private static final long STEP = TimeUnit.MILLISECONDS.toNanos(5);

  /** So long the first department is idle, and back, each time. */
  private static final long PHASE_MILLIS = 1500;

  private static final int MOST_CYCLES = 5;
  private static final double REACHED = 0.95;

  private final PoolPlan plan;
  private final InferencePool pool;
  private final BenchPictures pictures;
  private final RunTimes times;

  FairnessBench(PoolPlan plan, InferencePool pool, BenchPictures pictures, RunTimes times) {
    this.plan = plan;
    this.pool = pool;
    this.pictures = pictures;
    this.times = times;
  }

  /** What each department used of what all used in a span, by the pool's own book. */
  private record Parts(Map<String, Double> ofUnits, Map<String, Double> ofInferences) {}

  private static final class Use {
    double units;
    double inferences;
  }

  /** Shares while all want more, and what happens when one wants nothing for a while. */
  void run(ObjectNode root) throws InterruptedException {
    pool.prepare(plan.pack(), plan.size());
    BenchCity.grant(pool, BenchCity.DEPARTMENTS);
    try (BusyCameras cameras = new BusyCameras(pool, BenchCity.orders(plan), pictures, times)) {
      cameras.begin();
      Thread.sleep(SETTLES_MILLIS);
      Parts parts = measure();
      ObjectNode shares = root.putObject("shares");
      parts.ofUnits().forEach((name, part) -> shares.put(name, Rounded.to(part, 4)));
      ObjectNode node = root.putObject("fairness");
      ObjectNode granted = node.putObject("granted");
      BenchCity.DEPARTMENTS.forEach(granted::put);
      ObjectNode inferences = node.putObject("sharesOfInferences");
      parts.ofInferences().forEach((name, part) -> inferences.put(name, Rounded.to(part, 4)));
      node.put("worstDeviation", Rounded.to(worst(parts.ofUnits()), 4));
      node.put("windowMillis", WINDOW / 1e6);
      idleAndBack(cameras, node);
      cameras.end();
    }
  }

  private static double worst(Map<String, Double> parts) {
    return BenchCity.DEPARTMENTS.entrySet().stream()
        .mapToDouble(granted -> Math.abs(parts.get(granted.getKey()) / granted.getValue() - 1))
        .max()
        .orElse(0);
  }

  private Parts measure() throws InterruptedException {
    Map<String, Use> before = read();
    Thread.sleep(plan.span().toMillis());
    Map<String, Use> after = read();
    Map<String, Double> units = new LinkedHashMap<>();
    Map<String, Double> inferences = new LinkedHashMap<>();
    after.forEach(
        (name, use) -> {
          units.put(name, use.units - before.get(name).units);
          inferences.put(name, use.inferences - before.get(name).inferences);
        });
    return new Parts(parts(units), parts(inferences));
  }

  private static Map<String, Double> parts(Map<String, Double> amounts) {
    double sum = amounts.values().stream().mapToDouble(Double::doubleValue).sum();
    amounts.replaceAll((name, amount) -> amount / sum);
    return amounts;
  }

  /** What the lanes that are open have used, by who pays. */
  private Map<String, Use> read() {
    Map<String, Use> uses = new LinkedHashMap<>();
    for (LaneFigures lane : pool.figures().lanes()) {
      Use use = uses.computeIfAbsent(lane.payers().get(0).department(), name -> new Use());
      use.units += lane.used();
      use.inferences += lane.counts().inferred();
    }
    return uses;
  }

  private void idleAndBack(BusyCameras cameras, ObjectNode node) throws InterruptedException {
    int cycles = (int) Math.max(1, Math.min(MOST_CYCLES, plan.span().toSeconds() / 4));
    List<Optional<Double>> taken = new ArrayList<>();
    List<Optional<Double>> restored = new ArrayList<>();
    List<Double> lent = new ArrayList<>();
    for (int i = 0; i < cycles; i++) {
      cameras.end(BenchCity.FIRST);
      Thread.sleep(PHASE_MILLIS);
      long back = System.nanoTime();
      // Each of its cameras had one more picture waiting.
      long idle = cameras.diary().last(cameras.of(BenchCity.FIRST));
      cameras.begin(BenchCity.FIRST);
      Thread.sleep(PHASE_MILLIS);
      long end = System.nanoTime();
      taken.add(until(idle, back, from -> othersUseAll(cameras, from)));
      restored.add(until(back, end, from -> firstHasItsShare(cameras, from)));
      lent.add(partOfUrban(cameras, idle, back));
    }
    node.put("cycles", cycles);
    node.set("millisUntilLent", spread(taken));
    node.put("lentToUrbanManagement", Rounded.to(Rounded.median(lent, Double::doubleValue), 4));
    node.put("lentToUrbanManagementExpected", 0.6);
    node.set("millisUntilRestored", spread(restored));
  }

  private interface Window {
    boolean fits(long from);
  }

  /** Milliseconds until the end of the first window that fits; empty if none does. */
  private static Optional<Double> until(long begin, long end, Window window) {
    for (long from = begin; from + WINDOW <= end; from += STEP) {
      if (window.fits(from)) {
        return Optional.of((from + WINDOW - begin) / 1e6);
      }
    }
    return Optional.empty();
  }

  private boolean othersUseAll(BusyCameras cameras, long from) {
    long others = cameras.diary().busy(cameras.of(BenchCity.FIRST).negate(), from, from + WINDOW);
    return others >= REACHED * plan.sessions() * WINDOW;
  }

  private boolean firstHasItsShare(BusyCameras cameras, long from) {
    long first = cameras.diary().busy(cameras.of(BenchCity.FIRST), from, from + WINDOW);
    long all = cameras.diary().busy(camera -> true, from, from + WINDOW);
    return first >= REACHED * BenchCity.DEPARTMENTS.get(BenchCity.FIRST) * all;
  }

  private static double partOfUrban(BusyCameras cameras, long from, long until) {
    double urban = cameras.diary().busy(cameras.of("urban-management"), from, until);
    return urban / cameras.diary().busy(cameras.of(BenchCity.FIRST).negate(), from, until);
  }

  private static ObjectNode spread(List<Optional<Double>> millis) {
    double[] values =
        millis.stream().mapToDouble(value -> value.orElse(Double.POSITIVE_INFINITY)).toArray();
    return JsonNodeFactory.instance
        .objectNode()
        .put("median", Rounded.to(Rounded.median(values), 0))
        .put("worst", Rounded.to(Arrays.stream(values).max().orElse(0), 0));
  }

  /** Two departments with equal shares, one with pictures that cost more. */
  void mixed(ObjectNode root) throws InterruptedException {
    InputSize size = plan.size();
    InputSize other =
        plan.pack().input().sizes().stream().filter(s -> !s.equals(size)).findFirst().orElse(null);
    if (other == null) {
      root.putNull("mixedCosts");
      return;
    }
    pool.prepare(plan.pack(), size);
    pool.prepare(plan.pack(), other);
    BenchCity.grant(pool, Map.of("one", 0.5, "other", 0.5));
    List<LaneOrder> orders = new ArrayList<>();
    for (int i = 0; i < BenchCity.CAMERAS; i++) {
      orders.add(
          i % 2 == 0
              ? BenchCity.order(plan, i, "one", size)
              : BenchCity.order(plan, i, "other", other));
    }
    try (BusyCameras cameras = new BusyCameras(pool, orders, pictures, times)) {
      cameras.begin();
      Thread.sleep(SETTLES_MILLIS);
      Parts parts = measure();
      cameras.end();
      ObjectNode node = root.putObject("mixedCosts");
      part(node, parts, "one", size);
      part(node, parts, "other", other);
    }
  }

  private static void part(ObjectNode node, Parts parts, String department, InputSize size) {
    node.putObject(size.toString())
        .put("granted", 0.5)
        .put("ofUnits", Rounded.to(parts.ofUnits().get(department), 4))
        .put("ofInferences", Rounded.to(parts.ofInferences().get(department), 4));
  }
}
