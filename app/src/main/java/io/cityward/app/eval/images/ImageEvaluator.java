package io.cityward.app.eval.images;

import io.cityward.app.eval.images.LabelledImage.Labelled;
import io.cityward.core.Box;
import io.cityward.core.CityException;
import io.cityward.inference.Detection;
import io.cityward.inference.Detector;
import io.cityward.inference.Engines;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.Label;
import io.cityward.inference.pack.ModelPack;
import io.cityward.ingest.DecodePolicy;
import io.cityward.ingest.Frame;
import io.cityward.ingest.FrameSequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/**
 * Runs packs over labelled pictures, the way cameras' pictures go, and scores them: AP50 per class.
 * Each call opens a session of its own and closes it; the calling thread does the work.
 */
public final class ImageEvaluator {

  /**
   * Scenes want few boxes, the curve of precision over recall wants all of them: the decoder's
   * floor is lowered to this while a pack is scored.
   */
  public static final double MIN_SCORE = 0.01;

  private final Engines engines;

  public ImageEvaluator(Engines engines) {
    this.engines = engines;
  }

  /**
   * Scores one pack.
   *
   * @param size one that the pack takes
   * @param done told how many pictures are done, after each
   * @throws CityException INVALID if pack and data set share no class, or a picture cannot be read;
   *     what {@link Engines#open} refuses
   */
  public ImageFigures evaluate(
      ModelPack pack, InputSize size, LabelledImages set, ClassMap map, IntConsumer done) {
    TreeSet<String> ours = new TreeSet<>();
    pack.labels().stream().map(Label::as).forEach(as -> as.ifPresent(ours::add));
    map.check(ours, set.names());
    TreeSet<String> theirs = mapped(set.names(), map);
    TreeSet<String> scored = mapped(ours, map);
    scored.retainAll(theirs);
    if (scored.isEmpty()) {
      throw CityException.invalid(
          "classes of " + set.folder(),
          String.join(", ", set.names()),
          "one that pack " + pack + " reports, or --map: " + String.join(", ", ours));
    }
    // What is not scored would take the places of what is: a detector has so many and no more.
    TreeSet<String> reported = new TreeSet<>(ours);
    reported.removeIf(as -> !scored.contains(map.of(as)));
    ModelPack asked = pack.withMinScore(MIN_SCORE).reporting(reported);
    Tally tally = new Tally(scored, map);
    long spent = 0;
    int count = 0;
    try (Detector detector = engines.open(asked, size)) {
      for (LabelledImage image : set.images()) {
        try (Frame picture = open(image.picture())) {
          long begun = System.nanoTime();
          List<Detection> detections = detector.detect(picture);
          spent += System.nanoTime() - begun;
          tally.add(detections, image.objects());
        }
        done.accept(++count);
      }
    }
    theirs.removeAll(scored);
    return new ImageFigures(
        pack.name(),
        pack.version(),
        size,
        count,
        set.withoutLabels(),
        MIN_SCORE,
        spent / 1e6 / count,
        tally.figures(),
        List.copyOf(theirs));
  }

  private static TreeSet<String> mapped(Iterable<String> names, ClassMap map) {
    TreeSet<String> mapped = new TreeSet<>();
    names.forEach(name -> mapped.add(map.of(name)));
    return mapped;
  }

  private static Frame open(Path file) {
    try (FrameSequence frames = FrameSequence.ofClip(file, DecodePolicy.ALL)) {
      Frame picture = frames.next();
      if (picture == null) {
        throw CityException.invalid("image", file, "a picture that can be decoded");
      }
      return picture;
    }
  }

  /** Claims and objects so far, by class. */
  private static final class Tally {

    private final ClassMap map;
    private final Map<String, List<AveragePrecision.Claim>> claims = new TreeMap<>();
    private final Map<String, Integer> objects = new HashMap<>();

    private Tally(Iterable<String> classes, ClassMap map) {
      this.map = map;
      classes.forEach(name -> claims.put(name, new ArrayList<>()));
    }

    private void add(List<Detection> detections, List<Labelled> truth) {
      for (Map.Entry<String, List<AveragePrecision.Claim>> one : claims.entrySet()) {
        String name = one.getKey();
        List<Box> boxes =
            truth.stream().filter(o -> map.of(o.name()).equals(name)).map(Labelled::box).toList();
        List<Matching.Claimed> claimed =
            detections.stream()
                .filter(d -> map.of(d.label()).equals(name))
                .map(d -> new Matching.Claimed(d.box(), d.score()))
                .toList();
        one.getValue().addAll(Matching.match(claimed, boxes));
        objects.merge(name, boxes.size(), Integer::sum);
      }
    }

    private Map<String, ImageFigures.OfClass> figures() {
      Map<String, ImageFigures.OfClass> figures = new TreeMap<>();
      claims.forEach(
          (name, all) -> {
            int count = objects.getOrDefault(name, 0);
            AveragePrecision precision = new AveragePrecision(all, count);
            figures.put(name, new ImageFigures.OfClass(count, precision.value(), precision.best()));
          });
      return figures;
    }
  }
}
