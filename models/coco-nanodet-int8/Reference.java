import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.cityward.ingest.DecodePolicy;
import io.cityward.ingest.Frame;
import io.cityward.ingest.FrameSequence;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Labels pictures with what an independent detector sees in them, YOLOX-nano 416:
 *
 * <pre>java -Xss16m -cp ... Reference.java YOLOX.onnx LEAST_SCORE FOLDER</pre>
 *
 * Reads FOLDER/images, writes FOLDER/labels and FOLDER/classes.txt. No truth: what two detectors
 * agree on, and how much of that another one loses.
 */
final class Reference {

  private static final int SIDE = 416;
  private static final int CLASSES = 80;
  private static final double OVERLAP = 0.5;

  /** COCO's numbers of what we compare, and ours. */
  private static final Map<Integer, Integer> OURS = Map.of(0, 0, 2, 1, 5, 1, 7, 1, 1, 2);

  private record Seen(int name, double score, double x1, double y1, double x2, double y2) {

    double overlap(Seen other) {
      double w = Math.min(x2, other.x2) - Math.max(x1, other.x1);
      double h = Math.min(y2, other.y2) - Math.max(y1, other.y1);
      double shared = w <= 0 || h <= 0 ? 0 : w * h;
      return shared / (area() + other.area() - shared);
    }

    double area() {
      return (x2 - x1) * (y2 - y1);
    }
  }

  public static void main(String[] args) throws Exception {
    double least = Double.parseDouble(args[1]);
    Path folder = Path.of(args[2]);
    Files.createDirectories(folder.resolve("labels"));
    Files.writeString(folder.resolve("classes.txt"), "person\nvehicle\nbicycle\n");
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    int boxes = 0;
    try (OrtSession session = environment.createSession(args[0], options);
        Stream<Path> images = Files.list(folder.resolve("images"))) {
      for (Path image : images.sorted().toList()) {
        List<Seen> seen = look(environment, session, image, least);
        boxes += seen.size();
        StringBuilder lines = new StringBuilder();
        for (Seen s : seen) {
          lines.append(
              String.format(
                  Locale.ROOT,
                  "%d %.5f %.5f %.5f %.5f%n",
                  s.name(),
                  (s.x1() + s.x2()) / 2,
                  (s.y1() + s.y2()) / 2,
                  s.x2() - s.x1(),
                  s.y2() - s.y1()));
        }
        String name = image.getFileName().toString();
        Files.writeString(
            folder.resolve("labels").resolve(name.substring(0, name.lastIndexOf('.')) + ".txt"),
            lines);
      }
    }
    System.out.println(boxes + " boxes");
  }

  private static List<Seen> look(
      OrtEnvironment environment, OrtSession session, Path image, double least) throws Exception {
    ByteBuffer canvas = ByteBuffer.allocateDirect(SIDE * SIDE * 3);
    double scale;
    int width;
    int height;
    try (FrameSequence frames = FrameSequence.ofClip(image, DecodePolicy.ALL);
        Frame frame = frames.next()) {
      width = frame.width();
      height = frame.height();
      scale = Math.min((double) SIDE / width, (double) SIDE / height);
      for (int i = 0; i < canvas.capacity(); i++) {
        canvas.put(i, (byte) 114);
      }
      frame.paintBgr(canvas, SIDE, 0, 0, (int) (width * scale), (int) (height * scale));
    }
    FloatBuffer planes =
        ByteBuffer.allocateDirect(4 * canvas.capacity())
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int i = 0; i < SIDE * SIDE; i++) {
      for (int c = 0; c < 3; c++) {
        planes.put(c * SIDE * SIDE + i, canvas.get(3 * i + c) & 0xff);
      }
    }
    try (OnnxTensor input = OnnxTensor.createTensor(environment, planes, new long[] {1, 3, SIDE, SIDE});
        OrtSession.Result result =
            session.run(Map.of(session.getInputNames().iterator().next(), input))) {
      FloatBuffer out = ((OnnxTensor) result.get(0)).getFloatBuffer();
      return best(decode(out, least, width * scale, height * scale));
    }
  }

  private static List<Seen> decode(FloatBuffer out, double least, double width, double height) {
    List<Seen> seen = new ArrayList<>();
    int row = 0;
    for (int stride : new int[] {8, 16, 32}) {
      int cells = SIDE / stride;
      for (int y = 0; y < cells; y++) {
        for (int x = 0; x < cells; x++, row++) {
          int at = row * (5 + CLASSES);
          for (Map.Entry<Integer, Integer> name : OURS.entrySet()) {
            double score = out.get(at + 4) * out.get(at + 5 + name.getKey());
            if (score >= least) {
              double cx = (out.get(at) + x) * stride;
              double cy = (out.get(at + 1) + y) * stride;
              double w = Math.exp(out.get(at + 2)) * stride;
              double h = Math.exp(out.get(at + 3)) * stride;
              seen.add(
                  new Seen(
                      name.getValue(),
                      score,
                      Math.max(0, (cx - w / 2) / width),
                      Math.max(0, (cy - h / 2) / height),
                      Math.min(1, (cx + w / 2) / width),
                      Math.min(1, (cy + h / 2) / height)));
            }
          }
        }
      }
    }
    return seen;
  }

  private static List<Seen> best(List<Seen> seen) {
    seen.sort(Comparator.comparingDouble(Seen::score).reversed());
    List<Seen> kept = new ArrayList<>();
    for (Seen s : seen) {
      if (kept.stream().noneMatch(k -> k.name() == s.name() && k.overlap(s) > OVERLAP)) {
        kept.add(s);
      }
    }
    return kept;
  }
}
