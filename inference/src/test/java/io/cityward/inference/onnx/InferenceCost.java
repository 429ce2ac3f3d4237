package io.cityward.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import com.sun.management.ThreadMXBean;
import io.cityward.inference.Detector;
import io.cityward.inference.Device;
import io.cityward.inference.EngineSetup;
import io.cityward.inference.MatPicture;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackRepository;
import io.cityward.inference.tensor.InputTensor;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Prints what a detection costs the calling thread, alone and in a batch, beside a plain loop over
 * the same graph in the same run. No test runs it: {@code ./mvnw -q -pl inference -am test
 * -Dtest=InferenceCost -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class InferenceCost {

  private static final int WARM_UP = 10;
  private static final int ROUNDS = 5;
  private static final int PER_ROUND = 40;
  private static final int BATCH = 4;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final ModelPack pack = new PackRepository(Path.of("../models")).pack("coco-nanodet");

  private interface Act {
    void run() throws Exception;
  }

  /** Per picture; of the rounds the one with the least CPU time counts. */
  private record Cost(double cpuMillis, double wallMillis, long bytes) {}

  @ParameterizedTest
  @ValueSource(strings = {"416x256", "640x384"})
  void print(String text) throws Exception {
    InputSize size = InputSize.parse(text);
    OnnxEngine engine = new OnnxEngine();
    try (Detector detector = engine.open(pack, size, EngineSetup.DEFAULT);
        Detector batch = engine.open(pack, size, new EngineSetup(Device.CPU, BATCH));
        MatPicture picture = MatPicture.noise(640, 360);
        InputTensor input = new InputTensor(pack, size);
        SessionOptions options = options();
        OrtSession session =
            OrtEnvironment.getEnvironment().createSession(pack.model().toString(), options);
        OnnxTensor tensor = tensor(input, size)) {
      input.paint(picture);
      Act ours = () -> detector.detect(picture);
      List<MatPicture> several = Collections.nCopies(BATCH, picture);
      Act batched = () -> batch.detect(several);
      Act plain = () -> session.run(Map.of(pack.input().name(), tensor)).close();
      measure(ours, WARM_UP, 1);
      measure(plain, WARM_UP, 1);
      Cost least = null;
      Cost leastBatched = null;
      Cost leastPlain = null;
      for (int i = 0; i < ROUNDS; i++) {
        least = less(least, measure(ours, PER_ROUND, 1));
        leastPlain = less(leastPlain, measure(plain, PER_ROUND, 1));
        leastBatched = less(leastBatched, measure(batched, PER_ROUND / BATCH, BATCH));
      }
      print(text + " plain run", leastPlain);
      print(text + " detect", least);
      print(text + " batch of " + BATCH, leastBatched);
    }
  }

  private Cost measure(Act act, int times, int pictures) throws Exception {
    long bytes = threads.getCurrentThreadAllocatedBytes();
    long cpu = threads.getCurrentThreadCpuTime();
    long wall = System.nanoTime();
    for (int i = 0; i < times; i++) {
      act.run();
    }
    int total = times * pictures;
    return new Cost(
        (threads.getCurrentThreadCpuTime() - cpu) / 1e6 / total,
        (System.nanoTime() - wall) / 1e6 / total,
        (threads.getCurrentThreadAllocatedBytes() - bytes) / total);
  }

  private static Cost less(Cost one, Cost other) {
    return one != null && one.cpuMillis() < other.cpuMillis() ? one : other;
  }

  private static void print(String what, Cost cost) {
    System.out.printf(
        Locale.ROOT,
        "%-18s %7.2f ms CPU %7.2f ms wall %9d bytes of heap%n",
        what,
        cost.cpuMillis(),
        cost.wallMillis(),
        cost.bytes());
  }

  private static OnnxTensor tensor(InputTensor input, InputSize size) throws Exception {
    long[] shape = {1, 3, size.height(), size.width()};
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), input.values(), shape);
  }

  private static SessionOptions options() throws Exception {
    SessionOptions options = new SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    return options;
  }
}
