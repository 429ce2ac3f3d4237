package io.cityward.scenes.garbage;

import io.cityward.core.Box;
import io.cityward.scenes.appearance.GreyCanvas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What stands on the ground that was not there before: regions of pixels that are new to the {@link
 * Ground}, unless only the light on them has changed, or what is new is the ground where something
 * stood. One thread.
 */
final class NewThings {

  /** The same structure in another light; two different things stay below. */
  private static final double SAME_STRUCTURE = 0.75;

  /** So many pixels a camera on a pole or a marking under it may sway or creep. */
  private static final int SWAY = 5;

  /** Deviation, in grey levels, of a patch without structure. */
  private static final double FLAT = 3;

  /** Longer and thinner is an edge of a shadow, or a line that moved. */
  private static final double LONGEST = 5;

  /** A thing fills more of its box than a shadow's edge does. */
  private static final double LEAST_FILL = 0.35;

  private static final double LARGEST_SHARE = 0.12;
  private static final int LEAST_PIXELS = 12;

  /** Shares of its pixels that a thing's box leaves out: to the sides what dangles, ... */
  private static final double SIDE_FRINGE = 0.05;

  private static final double TOP_FRINGE = 0.02;

  /** ... and at its foot the shadow that it casts. */
  private static final double FOOT_FRINGE = 0.15;

  /** Pixels of one thing may lie so far apart. */
  private static final int REACH = 2;

  private final double leastShare;
  private final Ground ground;

  private int width;
  private int height;
  private boolean[] fresh = new boolean[0];
  private int[] members = new int[0];
  private int[] regionOf = new int[0];
  private int regions;
  private int[] columns = new int[0];
  private int[] rows = new int[0];

  /** A region of new pixels, and since when it has kept its look. */
  record Thing(Box box, Duration age) {}

  /**
   * @param leastShare of the picture that a thing covers at least
   * @param steadyFor how long a pixel must keep its level
   */
  NewThings(double leastShare, Duration steadyFor) {
    this.leastShare = leastShare;
    this.ground = new Ground(steadyFor.toMillis() / 1000f);
  }

  void reset() {
    ground.reset();
  }

  /**
   * Takes a look.
   *
   * @param watched the time that this look speaks for
   * @param kept places whose ground is remembered as it was, since something is known to lie there
   * @return what is new and no light or bare ground, kept places included
   */
  List<Thing> look(GreyCanvas canvas, Duration watched, List<Box> kept) {
    float seconds = watched.toMillis() / 1000f;
    if (!ground.look(canvas, seconds)) {
      return List.of();
    }
    fit();
    List<Thing> things = things();
    ground.learn(seconds, kept);
    return things;
  }

  /** Makes what is there now the ground: it was nothing. */
  void learnAtOnce(Box box) {
    ground.learnAtOnce(box);
  }

  private void fit() {
    if (ground.width() != width || ground.height() != height) {
      width = ground.width();
      height = ground.height();
      int pixels = width * height;
      fresh = new boolean[pixels];
      members = new int[pixels];
      regionOf = new int[pixels];
      regions = 0;
      columns = new int[width];
      rows = new int[height];
    }
  }

  private List<Thing> things() {
    for (int i = 0; i < fresh.length; i++) {
      fresh[i] = ground.isNew(i);
    }
    List<Thing> things = new ArrayList<>();
    for (int i = 0; i < fresh.length; i++) {
      if (fresh[i]) {
        region(i, things);
      }
    }
    return things;
  }

  /** Takes the region of a pixel out of what is fresh, and notes it if it is a thing. */
  private void region(int start, List<Thing> things) {
    int count = 1;
    members[0] = start;
    fresh[start] = false;
    float age = Float.MAX_VALUE;
    for (int read = 0; read < count; read++) {
      int at = members[read];
      age = Math.min(age, ground.steady(at));
      count = neighbours(at % width, at / width, count);
    }
    if (count < Math.max(LEAST_PIXELS, leastShare * fresh.length)) {
      return;
    }
    regions++;
    Arrays.fill(columns, 0);
    Arrays.fill(rows, 0);
    for (int i = 0; i < count; i++) {
      regionOf[members[i]] = regions;
      columns[members[i] % width]++;
      rows[members[i] / width]++;
    }
    int left = first(columns, SIDE_FRINGE * count);
    int top = first(rows, TOP_FRINGE * count);
    int right = last(columns, SIDE_FRINGE * count);
    int bottom = last(rows, FOOT_FRINGE * count);
    int area = (right - left + 1) * (bottom - top + 1);
    double shape = (right - left + 1.0) / (bottom - top + 1.0);
    boolean compact =
        area <= LARGEST_SHARE * fresh.length
            && count >= LEAST_FILL * area
            && Math.max(shape, 1 / shape) <= LONGEST;
    if (compact && !sameStructure(left, top, right, bottom) && !bare(count)) {
      Box box =
          new Box(
              (double) left / width,
              (double) top / height,
              (right + 1.0) / width,
              (bottom + 1.0) / height);
      things.add(new Thing(box, Duration.ofMillis((long) (age * 1000))));
    }
  }

  /** Adds the fresh pixels around a place to the members; returns how many there are then. */
  private int neighbours(int x, int y, int count) {
    int members = count;
    for (int ny = Math.max(0, y - REACH); ny <= Math.min(height - 1, y + REACH); ny++) {
      for (int nx = Math.max(0, x - REACH); nx <= Math.min(width - 1, x + REACH); nx++) {
        int next = ny * width + nx;
        if (fresh[next]) {
          fresh[next] = false;
          this.members[members++] = next;
        }
      }
    }
    return members;
  }

  private static int first(int[] counts, double fringe) {
    int seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen > fringe) {
        return i;
      }
    }
    return 0;
  }

  private static int last(int[] counts, double fringe) {
    int seen = 0;
    for (int i = counts.length - 1; i >= 0; i--) {
      seen += counts[i];
      if (seen > fringe) {
        return i;
      }
    }
    return counts.length - 1;
  }

  /** Whether the place looks as it or its neighbourhood did, in another light or a little moved. */
  private boolean sameStructure(int left, int top, int right, int bottom) {
    for (int dy = -SWAY; dy <= SWAY; dy++) {
      for (int dx = -SWAY; dx <= SWAY; dx++) {
        boolean inside =
            left + dx >= 0 && right + dx < width && top + dy >= 0 && bottom + dy < height;
        if (inside && likeness(left, top, right, bottom, dy * width + dx) > SAME_STRUCTURE) {
          return true;
        }
      }
    }
    return false;
  }

  /** Normalised cross-correlation of what is there now and the ground at an offset, -1..1. */
  private double likeness(int left, int top, int right, int bottom, int offset) {
    double before = 0;
    double after = 0;
    double shared = 0;
    double mine = 0;
    double theirs = 0;
    int count = (right - left + 1) * (bottom - top + 1);
    for (int y = top; y <= bottom; y++) {
      for (int at = y * width + left; at <= y * width + right; at++) {
        double a = ground.before()[at + offset];
        double b = ground.after()[at];
        before += a;
        after += b;
        shared += a * b;
        mine += a * a;
        theirs += b * b;
      }
    }
    shared -= before * after / count;
    mine -= before * before / count;
    theirs -= after * after / count;
    // Two flat patches have noise in common at best.
    double noise = FLAT * FLAT * count;
    return shared / Math.sqrt(Math.max(mine, noise) * Math.max(theirs, noise));
  }

  /** Whether the outline was stronger before: something has gone, and the ground is what is new. */
  private boolean bare(int count) {
    double before = 0;
    double after = 0;
    for (int i = 0; i < count; i++) {
      int at = members[i];
      int x = at % width;
      int y = at / width;
      if (x > 0 && x < width - 1 && y > 0 && y < height - 1 && outline(at)) {
        before += edge(ground.before(), at);
        after += edge(ground.after(), at);
      }
    }
    return before > after;
  }

  private boolean outline(int at) {
    return regionOf[at - 1] != regions
        || regionOf[at + 1] != regions
        || regionOf[at - width] != regions
        || regionOf[at + width] != regions;
  }

  private double edge(float[] levels, int at) {
    return Math.abs(levels[at + 1] - levels[at - 1])
        + Math.abs(levels[at + width] - levels[at - width]);
  }
}
