import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackRepository;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What one inference of packs costs, turn about in one process and on one thread:
 *
 * <pre>java -Xss16m -cp ... Speed.java MODELS WIDTHxHEIGHT ROUNDS PACK...</pre>
 *
 * Prints the median of wall and CPU time in milliseconds, and the ratio to the first pack. CPU time
 * is what to compare on a machine that others use too.
 */
final class Speed {

  private record Running(ModelPack pack, OrtSession session, double[] wall, double[] cpu) {}

  public static void main(String[] args) throws Exception {
    InputSize size = InputSize.parse(args[1]);
    int rounds = Integer.parseInt(args[2]);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    List<Running> all = new ArrayList<>();
    for (int i = 3; i < args.length; i++) {
      ModelPack pack = new PackRepository(Path.of(args[0])).pack(args[i]);
      OrtSession.SessionOptions options = new OrtSession.SessionOptions();
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      if (System.getProperty("optimised") != null) {
        options.setOptimizedModelFilePath(System.getProperty("optimised") + pack.name() + ".onnx");
      }
      OrtSession session = environment.createSession(pack.model().toString(), options);
      all.add(new Running(pack, session, new double[rounds], new double[rounds]));
    }
    FloatBuffer noise =
        ByteBuffer.allocateDirect(4 * 3 * size.pixels()).order(ByteOrder.nativeOrder()).asFloatBuffer();
    for (int i = 0; i < noise.capacity(); i++) {
      noise.put(i, (float) Math.sin(i * 0.37));
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (int round = -3; round < rounds; round++) {
      for (Running running : all) {
        long wall = System.nanoTime();
        long cpu = threads.getCurrentThreadCpuTime();
        try (OnnxTensor input =
                OnnxTensor.createTensor(
                    environment, noise, new long[] {1, 3, size.height(), size.width()});
            OrtSession.Result result =
                running.session().run(Map.of(running.pack().input().name(), input))) {
          if (round >= 0) {
            running.cpu()[round] = (threads.getCurrentThreadCpuTime() - cpu) / 1e6;
            running.wall()[round] = (System.nanoTime() - wall) / 1e6;
          }
        }
      }
    }
    double first = median(all.get(0).cpu());
    for (Running running : all) {
      System.out.printf(
          "%-24s %s  wall %.1f ms  cpu %.1f ms  %.2f of %s%n",
          running.pack().name(),
          size,
          median(running.wall()),
          median(running.cpu()),
          median(running.cpu()) / first,
          all.get(0).pack().name());
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
