import io.cityward.inference.Detection;
import io.cityward.inference.Detector;
import io.cityward.inference.Engines;
import io.cityward.inference.onnx.OnnxEngine;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackRepository;
import io.cityward.ingest.DecodePolicy;
import io.cityward.ingest.Frame;
import io.cityward.ingest.FrameSequence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a pack reports of garbage where there is none:
 *
 * <pre>java -Xss16m -cp ... FalseAlarms.java MODELS WIDTHxHEIGHT PACK FILE[@SECONDS]...</pre>
 *
 * Looks at a frame per second of each clip, up to so many seconds, or at a picture; prints per file and in all how many
 * boxes of a class there are per frame, at scores of 0.3 and 0.5.
 */
final class FalseAlarms {

  private static final List<String> CLASSES = List.of("garbage", "bin", "overflow");
  private static final double[] SCORES = {0.3, 0.5};
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** Frames, and boxes by class and score. */
  private static final class Count {

    private final int[][] boxes = new int[CLASSES.size()][SCORES.length];
    private int frames;

    void add(List<Detection> detections) {
      frames++;
      for (Detection detection : detections) {
        int place = CLASSES.indexOf(detection.label());
        for (int i = 0; place >= 0 && i < SCORES.length; i++) {
          boxes[place][i] += detection.score() >= SCORES[i] ? 1 : 0;
        }
      }
    }

    void add(Count other) {
      frames += other.frames;
      for (int i = 0; i < boxes.length; i++) {
        for (int j = 0; j < SCORES.length; j++) {
          boxes[i][j] += other.boxes[i][j];
        }
      }
    }

    void print(String name) {
      System.out.printf("%-42s %4d frames", name, frames);
      for (int i = 0; i < boxes.length; i++) {
        System.out.printf("  %s", CLASSES.get(i));
        for (int count : boxes[i]) {
          System.out.printf(" %.3f", (double) count / frames);
        }
      }
      System.out.println();
    }
  }

  public static void main(String[] args) {
    ModelPack pack = new PackRepository(Path.of(args[0])).pack(args[2]);
    Engines engines = new Engines(List.of(new OnnxEngine()));
    Count all = new Count();
    try (Detector detector = engines.open(pack, InputSize.parse(args[1]))) {
      for (String arg : List.of(args).subList(3, args.length)) {
        String[] parts = arg.split("@");
        Duration until = Duration.ofSeconds(parts.length > 1 ? Long.parseLong(parts[1]) : 3600);
        Count count = look(detector, Path.of(parts[0]), until);
        count.print(Path.of(arg).getFileName().toString());
        all.add(count);
      }
    }
    all.print(args[2] + ", all");
  }

  private static Count look(Detector detector, Path file, Duration until) {
    Count count = new Count();
    Duration next = null;
    try (FrameSequence frames = FrameSequence.ofClip(file, DecodePolicy.ALL)) {
      for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
        try (Frame open = frame) {
          Duration time = open.mediaTime();
          if (time.compareTo(until) >= 0) {
            return count;
          }
          if (next == null || time.compareTo(next) >= 0) {
            next = (next == null ? time : next).plus(EVERY);
            count.add(detector.detect(open));
          }
        }
      }
    }
    return count;
  }
}
