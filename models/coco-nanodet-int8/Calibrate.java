import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackRepository;
import io.cityward.inference.tensor.InputTensor;
import io.cityward.ingest.DecodePolicy;
import io.cityward.ingest.Frame;
import io.cityward.ingest.FrameSequence;
import java.io.PrintWriter;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the tensors of a graph hold while it looks at real frames:
 *
 * <pre>java -cp ... Calibrate.java MODELS PACK GRAPH FRAMES FOLDER OUT</pre>
 *
 * GRAPH is the pack's graph with every tensor an output (quantise.py probe); FRAMES lists frames, a
 * line each: {@code WIDTHxHEIGHT FILE [SECONDS]}, files of FOLDER. OUT gets a line per tensor: name, least, most,
 * and {@value #BINS} counts of equal bins between the two. One thread, no random numbers: the same
 * frames on the same machine give the same lines.
 */
final class Calibrate {

  private static final int BINS = 4096;

  private static final class Tensor {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    final long[] counts = new long[BINS];
  }

  private final ModelPack pack;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<InputSize, InputTensor> inputs = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));

  private Calibrate(ModelPack pack) {
    this.pack = pack;
  }

  public static void main(String[] args) throws Exception {
    Calibrate calibrate = new Calibrate(new PackRepository(Path.of(args[0])).pack(args[1]));
    List<String> frames =
        Files.readAllLines(Path.of(args[3])).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      // Fused operators would leave tensors out.
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      try (OrtSession session = environment.createSession(args[2], options)) {
        for (boolean count : new boolean[] {false, true}) {
          for (String frame : frames) {
            calibrate.run(environment, session, frame, Path.of(args[4]), count);
          }
        }
      }
    }
    calibrate.write(Path.of(args[5]));
    System.err.println(frames.size() + " frames, " + calibrate.tensors.size() + " tensors");
  }

  private void run(OrtEnvironment environment, OrtSession session, String line, Path folder, boolean count)
      throws Exception {
    String[] words = line.split("\\s+");
    InputSize size = InputSize.parse(words[0]);
    InputTensor input = inputs.computeIfAbsent(size, s -> new InputTensor(pack, s));
    try (Frame frame = frame(folder.resolve(words[1]), words.length > 2 ? Double.parseDouble(words[2]) : 0)) {
      input.paint(frame);
    }
    note("image", input.values(), count);
    long[] shape = {1, 3, size.height(), size.width()};
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, input.values(), shape);
        OrtSession.Result result = session.run(Map.of(pack.input().name(), tensor))) {
      for (Map.Entry<String, ai.onnxruntime.OnnxValue> output : result) {
        note(output.getKey(), ((OnnxTensor) output.getValue()).getFloatBuffer(), count);
      }
    }
  }

  private static Frame frame(Path file, double seconds) {
    Duration from = Duration.ofMillis(Math.round(seconds * 1000));
    try (FrameSequence frames = FrameSequence.ofClip(file, DecodePolicy.ALL)) {
      for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
        if (frame.mediaTime().compareTo(from) >= 0) {
          return frame;
        }
        frame.close();
      }
    }
    throw new IllegalArgumentException(file + ": no frame at " + seconds + " s");
  }

  private void note(String name, FloatBuffer buffer, boolean count) {
    Tensor tensor = tensors.computeIfAbsent(name, n -> new Tensor());
    float[] values = new float[buffer.remaining()];
    buffer.duplicate().get(values);
    if (!count) {
      for (float value : values) {
        tensor.least = Math.min(tensor.least, value);
        tensor.most = Math.max(tensor.most, value);
      }
      return;
    }
    double perBin = BINS / ((double) tensor.most - tensor.least);
    for (float value : values) {
      tensor.counts[Math.min(BINS - 1, (int) ((value - tensor.least) * perBin))]++;
    }
  }

  private void write(Path file) throws Exception {
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      tensors.forEach(
          (name, t) -> {
            out.print(name + "\t" + t.least + "\t" + t.most);
            Arrays.stream(t.counts).forEach(c -> out.print("\t" + c));
            out.println();
          });
    }
  }
}
