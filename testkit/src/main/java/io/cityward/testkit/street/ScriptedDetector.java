package io.cityward.testkit.street;

import io.cityward.core.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Stands for a small detector: it knows some labels, misses things, is less sure of what is half
 * hidden, and its boxes tremble. The same seed errs in the same way at the same moments.
 */
public final class ScriptedDetector {

  /** Of what shows less than this share a detector makes nothing. */
  private static final double LEAST_VISIBLE = 0.4;

  private final Set<String> labels;
  private final double misses;
  private final double score;
  private final double doubt;
  private final double trembling;
  private final long seed;

  /**
   * @param labels what it knows
   * @param misses share of looks at a thing in which it is not seen at all, 0..1
   * @param score mean score of what it sees whole
   * @param doubt standard deviation of scores
   * @param trembling standard deviation of a box's edges, in its width and height
   */
  public ScriptedDetector(
      Set<String> labels, double misses, double score, double doubt, double trembling, long seed) {
    this.labels = Set.copyOf(labels);
    this.misses = misses;
    this.score = score;
    this.doubt = doubt;
    this.trembling = trembling;
    this.seed = seed;
  }

  /** As {@code coco-nanodet} sees parked cars on a sub-stream: unsteadily. */
  public static ScriptedDetector small(long seed) {
    return new ScriptedDetector(
        Set.of("car", "bus", "truck", "person", "bicycle"), 0.15, 0.45, 0.08, 0.03, seed);
  }

  /** What it sees in a film at a moment, seconds. */
  public List<Seen> look(StreetFilm film, double seconds) {
    List<Seen> seen = new ArrayList<>();
    int place = 0;
    for (TrueBox truth : film.truth(seconds)) {
      Random random = new Random(seed * 31 + Double.hashCode(seconds) * 17L + place++);
      // The first numbers of neighbouring seeds are much alike.
      random.nextGaussian();
      boolean missed = random.nextDouble() < misses;
      if (!missed && labels.contains(truth.actor().label()) && truth.visible() > LEAST_VISIBLE) {
        double value = score * truth.visible() + doubt * random.nextGaussian();
        seen.add(
            new Seen(
                truth.actor().label(),
                trembled(truth.box(), random),
                Math.max(0.05, Math.min(0.95, value))));
      }
    }
    return seen;
  }

  private Box trembled(Box box, Random random) {
    double wide = trembling * box.width();
    double high = trembling * box.height();
    double left = box.left() + wide * random.nextGaussian();
    double top = box.top() + high * random.nextGaussian();
    return new Box(
        left,
        top,
        Math.max(left, box.right() + wide * random.nextGaussian()),
        Math.max(top, box.bottom() + high * random.nextGaussian()));
  }
}
