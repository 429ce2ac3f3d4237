package io.cityward.app.algorithms;

import io.cityward.alerts.algorithm.TrialReport.Sample;
import io.cityward.core.Box;
import io.cityward.core.CityException;
import io.cityward.core.Picture;
import io.cityward.inference.Detection;
import io.cityward.inference.Detector;
import io.cityward.inference.Engines;
import io.cityward.inference.pack.ModelPack;
import io.cityward.ingest.DecodePolicy;
import io.cityward.ingest.Frame;
import io.cityward.ingest.FrameSequence;
import io.cityward.testkit.BundledClips;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries a pack, in a process that may die of it: does it open, does it see something in pictures of
 * all kinds without failing, how long does it take, and how long beside it the reference pack.
 */
public final class PackTrial {

  private static final int CLIP_PICTURES = 6;
  private static final int MOST_PROBLEMS = 5;
  private static final int ROUNDS = 2;

  private final Engines engines;
  private final Duration mostPerPicture;
  private final Path folder;

  /**
   * @param mostPerPicture mean of one picture
   * @param folder to put a clip in
   */
  public PackTrial(Engines engines, Duration mostPerPicture, Path folder) {
    this.engines = engines;
    this.mostPerPicture = mostPerPicture;
    this.folder = folder;
  }

  /** A picture with a name; some are decoded frames. */
  private record Shown(String name, Picture picture) {}

  /** What one pass over the pictures has given. */
  private static final class Pass {

    final List<String> problems = new ArrayList<>();
    final List<Sample> samples = new ArrayList<>();

    double meanMillis() {
      return samples.stream().mapToDouble(Sample::millis).average().orElse(0);
    }
  }

  /**
   * As {@link #run(ModelPack, ModelPack)}, with the findings written to a file.
   *
   * @throws IOException if it cannot be written
   */
  public void run(ModelPack pack, ModelPack reference, Path report) throws IOException {
    run(pack, reference).write(report);
  }

  /** Tries the pack at its default size; times the reference on the same pictures. */
  TrialFindings run(ModelPack pack, ModelPack reference) {
    List<Frame> frames = clipFrames();
    try {
      List<Shown> pictures = pictures(frames);
      Pass pass = pass(pack, pictures);
      double millis = pass.meanMillis();
      if (millis > mostPerPicture.toMillis()) {
        pass.problems.add(
            "time per picture: "
                + Math.round(millis)
                + " ms (expected: at most "
                + mostPerPicture.toMillis()
                + ")");
      }
      double referenceMillis = pass.problems.isEmpty() ? pass(reference, pictures).meanMillis() : 0;
      return new TrialFindings(pass.problems, millis, referenceMillis, pass.samples);
    } finally {
      frames.forEach(Frame::close);
    }
  }

  private Pass pass(ModelPack pack, List<Shown> pictures) {
    Pass pass = new Pass();
    try (Detector detector = engines.open(pack, pack.defaultSize())) {
      // The first run makes buffers and chooses kernels.
      look(detector, pictures.get(0), new Pass());
      for (Shown picture : pictures) {
        look(detector, picture, pass);
        if (pass.problems.size() >= MOST_PROBLEMS || tooSlow(pass)) {
          return pass;
        }
      }
    } catch (CityException e) {
      pass.problems.add(0, e.getMessage());
    }
    return pass;
  }

  /** It need not go on for minutes to be too slow. */
  private boolean tooSlow(Pass pass) {
    double all = pass.samples.stream().mapToDouble(Sample::millis).sum();
    return all > mostPerPicture.toMillis() * 10.0;
  }

  private void look(Detector detector, Shown shown, Pass pass) {
    double best = Double.MAX_VALUE;
    int seen = 0;
    try {
      for (int round = 0; round < ROUNDS; round++) {
        long started = System.nanoTime();
        List<Detection> detections = detector.detect(shown.picture());
        double millis = (System.nanoTime() - started) / 1e6;
        best = Math.min(best, millis);
        seen = detections.size();
        detections.stream()
            .filter(detection -> !inside(detection.box()))
            .findFirst()
            .ifPresent(
                d -> pass.problems.add(shown.name() + ": box " + d.box() + " (expected: 0..1)"));
        if (millis > mostPerPicture.toMillis()) {
          break;
        }
      }
      pass.samples.add(new Sample(shown.name(), seen, best));
    } catch (CityException e) {
      pass.problems.add(shown.name() + ": " + e.getMessage());
    }
  }

  private static boolean inside(Box box) {
    return box.left() >= 0 && box.top() >= 0 && box.right() <= 1 && box.bottom() <= 1;
  }

  private List<Frame> clipFrames() {
    Path clip = BundledClips.extract(BundledClips.CAMPUS, folder);
    List<Frame> frames = new ArrayList<>();
    try (FrameSequence sequence = FrameSequence.ofClip(clip, DecodePolicy.KEY_FRAMES)) {
      Frame frame = sequence.next();
      while (frame != null) {
        frames.add(frame);
        frame = frames.size() < CLIP_PICTURES ? sequence.next() : null;
      }
    }
    return frames;
  }

  private static List<Shown> pictures(List<Frame> frames) {
    List<Shown> pictures = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      pictures.add(new Shown("clip " + (i + 1), frames.get(i)));
    }
    for (int[] size : new int[][] {{64, 48}, {3840, 2160}}) {
      List.of(
              TrialPicture.plain("black", 0, size[0], size[1]),
              TrialPicture.plain("white", 255, size[0], size[1]),
              TrialPicture.noise(size[0], size[1]))
          .forEach(picture -> pictures.add(new Shown(picture.name(), picture)));
    }
    return pictures;
  }
}
