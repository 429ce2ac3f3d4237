package io.cityward.app.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.inference.Detector;
import io.cityward.inference.Engines;
import io.cityward.inference.InferencePool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How many inferences the pool makes, beside two references that take turns with it: a plain loop
 * over ONNX Runtime, and a loop over our detectors that does all that the pool does with a picture,
 * without the pool.
 */
final class SpeedBench implements AutoCloseable {

  /** For threads and clocks to get going, each time. */
  private static final Duration LEAD = Duration.ofMillis(200);

  private static final String WORKERS = "inference-";

  private final PoolPlan plan;
  private final BusyCameras cameras;
  private final List<PlainSession> plain = new ArrayList<>();
  private final List<Detector> detectors = new ArrayList<>();
  private final List<DetectorTurn> direct = new ArrayList<>();
  private final List<Pace> pool = new ArrayList<>();
  private final List<Pace> plainLoop = new ArrayList<>();
  private final List<Pace> directLoop = new ArrayList<>();

  private interface Measurement {
    void take() throws InterruptedException;
  }

  private static final class DetectorTurn implements ReferenceLoop.Turn {
    private final Detector detector;
    private final BenchPictures pictures;
    private long count;

    DetectorTurn(Detector detector, BenchPictures pictures, long first) {
      this.detector = detector;
      this.pictures = pictures;
      this.count = first;
    }

    @Override
    public void run() {
      detector.detect(pictures.picture(count++));
    }
  }

  SpeedBench(
      PoolPlan plan, Engines engines, InferencePool pool, BenchPictures pictures, RunTimes times)
      throws Exception {
    this.plan = plan;
    this.cameras = new BusyCameras(pool, BenchCity.orders(plan), pictures, times);
    for (int i = 0; i < plan.sessions(); i++) {
      plain.add(new PlainSession(plan.pack(), plan.size(), pictures.picture(i)));
      detectors.add(engines.open(plan.pack(), plan.size()));
      direct.add(new DetectorTurn(detectors.get(i), pictures, i));
    }
  }

  void run() throws InterruptedException {
    measurePool(LEAD);
    reference(plain, new ArrayList<>(), LEAD);
    reference(direct, new ArrayList<>(), LEAD);
    pool.clear();
    List<Measurement> turns = new ArrayList<>();
    turns.add(() -> measurePool(plan.round()));
    turns.add(() -> reference(plain, plainLoop, plan.round()));
    turns.add(() -> reference(direct, directLoop, plan.round()));
    for (int round = 0; round < plan.rounds(); round++) {
      for (Measurement turn : turns) {
        turn.take();
      }
      // Each comes first as often as last, so that what the machine does meanwhile hits all alike.
      Collections.reverse(turns);
    }
  }

  private void measurePool(Duration span) throws InterruptedException {
    cameras.begin();
    Thread.sleep(LEAD.toMillis());
    ThreadMeter before = ThreadMeter.read(WORKERS, cameras.inferred());
    Thread.sleep(span.toMillis());
    pool.add(ThreadMeter.read(WORKERS, cameras.inferred()).since(before));
    cameras.end();
  }

  private static void reference(
      List<? extends ReferenceLoop.Turn> turns, List<Pace> paces, Duration span)
      throws InterruptedException {
    paces.add(new ReferenceLoop(turns).measure(LEAD, span));
  }

  double inferencesPerSecond() {
    return Rounded.median(pool, Pace::perSecond);
  }

  /** Written first into the report. */
  void write(ObjectNode root) {
    root.put("inferencesPerSecond", Rounded.to(inferencesPerSecond(), 2));
    root.put(
        "inferencesPerSecondOnnxRuntime",
        Rounded.to(Rounded.median(plainLoop, Pace::perSecond), 2));
    root.put("ratioToOnnxRuntime", Rounded.to(ratio(plainLoop), 4));
    root.put("heapBytesPerInference", Rounded.to(Rounded.median(pool, Pace::heapBytes), 0));
    ObjectNode each = root.putObject("throughput");
    each.set("pool", toJson(pool));
    each.set("onnxRuntime", toJson(plainLoop).put("ratio", Rounded.to(ratio(plainLoop), 4)));
    each.set("sameWork", toJson(directLoop).put("ratio", Rounded.to(ratio(directLoop), 4)));
    putCpu(each, "onnxRuntime", plainLoop);
    putCpu(each, "sameWork", directLoop);
  }

  private void putCpu(ObjectNode each, String name, List<Pace> reference) {
    double[] ratios = new double[pool.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = pool.get(i).cpuMillis() / reference.get(i).cpuMillis();
    }
    ((ObjectNode) each.get(name)).put("cpuRatio", Rounded.to(Rounded.median(ratios), 4));
  }

  /** Of the rounds, ours by the reference's; above 1 we are faster. */
  private double ratio(List<Pace> reference) {
    double[] ratios = new double[pool.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = pool.get(i).perSecond() / reference.get(i).perSecond();
    }
    return Rounded.median(ratios);
  }

  private static ObjectNode toJson(List<Pace> paces) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("perSecond", Rounded.to(Rounded.median(paces, Pace::perSecond), 2))
        .put("cpuMillis", Rounded.to(Rounded.median(paces, Pace::cpuMillis), 3))
        .put("processCpuMillis", Rounded.to(Rounded.median(paces, Pace::processMillis), 3))
        .put("heapBytes", Rounded.to(Rounded.median(paces, Pace::heapBytes), 0));
  }

  @Override
  public void close() throws Exception {
    cameras.close();
    detectors.forEach(Detector::close);
    for (PlainSession session : plain) {
      session.close();
    }
  }
}
