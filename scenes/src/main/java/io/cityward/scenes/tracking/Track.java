package io.cityward.scenes.tracking;

import io.cityward.core.Box;
import io.cityward.core.Point;
import io.cityward.inference.Detection;
import java.time.Instant;

/**
 * One thing followed through the picture. Distances are in its own sizes, so that far and near
 * things are judged alike.
 */
public final class Track {

  /** Over which a movement is measured, seconds; boxes jitter too much for less than half of it. */
  private static final double SPEED_SPAN = 2;

  /** Looks of that span that are kept: 16 that are 0.15 s apart or more span two seconds. */
  private static final int MOST_SIGHTS = 16;

  private static final double LEAST_APART = 0.14;

  /** Sizes per second that jitter does not reach and a vehicle on its way does. */
  private static final double MOVING = 0.2;

  private static final double LEAST_STEP = 0.25;

  /**
   * How far a box trembles about its thing: of its size, and of the logarithm of size and shape.
   */
  private static final double NOISE = 0.07;

  /** Side-on at 30 km/h a car comes three of its sizes ahead in a second. */
  private static final double START_SPEED = 1.5;

  /** Sizes²/s³: a car brakes or starts by a size per second within a second or two. */
  private static final double ACCELERATION = 0.5;

  private static final double START_GROWTH = 0.15;
  private static final double GROWTH_CHANGE = 0.02;

  /** Logarithm of how much larger or smaller a thing may be expected to be than it was seen. */
  private static final double MOST_EXPECTED_GROWTH = Math.log(1.5);

  private final long id;
  private final Instant first;
  private final Point start;
  private final Axis x = new Axis(START_SPEED, ACCELERATION);
  private final Axis y = new Axis(START_SPEED, ACCELERATION);
  private final Axis size = new Axis(START_GROWTH, GROWTH_CHANGE);
  private final Axis shape = new Axis(START_GROWTH, GROWTH_CHANGE);

  /** Where it lately was, the oldest at {@code oldest}, the newest last in the ring. */
  private final double[] sightTimes = new double[MOST_SIGHTS];

  private final double[] sightX = new double[MOST_SIGHTS];
  private final double[] sightY = new double[MOST_SIGHTS];
  private int oldest;
  private int sights;

  private double expectedSize;
  private double halfWidth;
  private double halfHeight;
  private Detection detection;
  private Instant seen;
  private double seenAt;
  private int hits = 1;
  private int misses;
  private double absent;
  private double farthest;
  private boolean moving;
  private double restX;
  private double restY;
  private double lastWay;
  private Instant rests;

  Track(long id, Instant time, Detection detection) {
    this.id = id;
    this.first = time;
    this.start = detection.box().centre();
    Box box = detection.box();
    double noise = NOISE * size(box);
    startOf(x, box.left(), box.right(), noise);
    startOf(y, box.top(), box.bottom(), noise);
    size.start(Math.log(size(box)), NOISE);
    shape.start(shape(box), NOISE);
    rests = time;
    restX = start.x();
    restY = start.y();
    note(time, detection);
  }

  private static void startOf(Axis axis, double from, double to, double noise) {
    axis.start((from + to) / 2, noise);
  }

  public long id() {
    return id;
  }

  public Instant first() {
    return first;
  }

  public Instant seen() {
    return seen;
  }

  public int hits() {
    return hits;
  }

  /** What it was last seen as. */
  public Detection detection() {
    return detection;
  }

  public Box box() {
    return detection.box();
  }

  /** The farthest it ever was from where it was first seen, in its own sizes. */
  public double travelled() {
    return farthest;
  }

  /** Whether it moved in the last two seconds; a thing seen only once does not move. */
  public boolean moving() {
    return moving;
  }

  /** Since when it has not moved, or when it was first seen. */
  public Instant rests() {
    return rests;
  }

  /** How far it had come when it last stopped moving, in its own sizes; 0 if it never moved. */
  public double lastWay() {
    return lastWay;
  }

  /** Looks since it was last seen. */
  int misses() {
    return misses;
  }

  /** Since it was last seen, at a time in seconds. */
  double unseen(double time) {
    return time - seenAt;
  }

  /** The part of it in which nothing stood in front, as far as the looks tell. */
  double absent() {
    return absent;
  }

  /**
   * Looks ahead to where it should be. What stands is expected where it stood, however long it has
   * been hidden: the rest of a speed that its trembling box has left does not carry it away.
   */
  void expectAt(double time) {
    double seconds = time - seenAt;
    double unit = size(box());
    x.predict(seconds, moving, unit);
    y.predict(seconds, moving, unit);
    size.predict(seconds, moving, 1);
    shape.predict(seconds, moving, 1);
    double seenSize = Math.log(unit);
    double grown = Math.max(-MOST_EXPECTED_GROWTH, size.next() - seenSize);
    expectedSize = Math.exp(seenSize + Math.min(MOST_EXPECTED_GROWTH, grown));
    double stretched = Math.exp(shape.next() / 2);
    halfWidth = expectedSize * stretched / 2;
    halfHeight = expectedSize / stretched / 2;
  }

  double expectedSize() {
    return expectedSize;
  }

  /** The area that a box has in common with where it should be. */
  double shared(Box box) {
    double width =
        Math.min(box.right(), x.next() + halfWidth) - Math.max(box.left(), x.next() - halfWidth);
    double height =
        Math.min(box.bottom(), y.next() + halfHeight) - Math.max(box.top(), y.next() - halfHeight);
    return width <= 0 || height <= 0 ? 0 : width * height;
  }

  /** How far a centre is from where it should be. */
  double distance(double centreX, double centreY) {
    return Math.hypot(centreX - x.next(), centreY - y.next());
  }

  /** How far off a centre is from where it should be, in standard deviations. */
  double surprise(double centreX, double centreY) {
    double noise = NOISE * size(box());
    double dx = centreX - x.next();
    double dy = centreY - y.next();
    return Math.sqrt(
        dx * dx / (x.nextVariance() + noise * noise)
            + dy * dy / (y.nextVariance() + noise * noise));
  }

  void hit(Instant time, Detection now) {
    double seconds = seconds(time) - seenAt;
    Box box = now.box();
    double unit = size(box);
    double noise = NOISE * unit;
    x.update((box.left() + box.right()) / 2, seconds, unit, noise);
    y.update((box.top() + box.bottom()) / 2, seconds, unit, noise);
    size.update(Math.log(unit), seconds, 1, NOISE);
    shape.update(shape(box), seconds, 1, NOISE);
    hits++;
    misses = 0;
    absent = 0;
    note(time, now);
  }

  /**
   * It was not seen.
   *
   * @param seconds since the last look
   * @param hidden whether something is in front of where it should be
   */
  void miss(double seconds, boolean hidden) {
    misses++;
    absent += hidden ? 0 : seconds;
  }

  private void note(Instant time, Detection now) {
    detection = now;
    seen = time;
    seenAt = seconds(time);
    double centreX = (now.box().left() + now.box().right()) / 2;
    double centreY = (now.box().top() + now.box().bottom()) / 2;
    remember(centreX, centreY);
    double unit = size(now.box());
    farthest = Math.max(farthest, Math.hypot(centreX - start.x(), centreY - start.y()) / unit);
    double span = seenAt - sightTimes[oldest];
    double step = Math.hypot(centreX - sightX[oldest], centreY - sightY[oldest]) / unit;
    boolean moves = span > 0 && step >= LEAST_STEP && step / span >= MOVING;
    if (moving && !moves) {
      rests = time;
      lastWay = Math.hypot(centreX - restX, centreY - restY) / unit;
    }
    if (!moves) {
      restX = centreX;
      restY = centreY;
    }
    moving = moves;
  }

  /** Keeps the looks of two seconds, and at least the one before. */
  private void remember(double centreX, double centreY) {
    boolean replaces = sights > 1 && seenAt - sightTimes[at(sights - 2)] < LEAST_APART;
    if (!replaces) {
      if (sights == MOST_SIGHTS) {
        dropOldest();
      }
      sights++;
    }
    int newest = at(sights - 1);
    sightTimes[newest] = seenAt;
    sightX[newest] = centreX;
    sightY[newest] = centreY;
    while (sights > 2 && seenAt - sightTimes[oldest] > SPEED_SPAN) {
      dropOldest();
    }
  }

  private void dropOldest() {
    oldest = at(1);
    sights--;
  }

  private int at(int index) {
    return (oldest + index) % MOST_SIGHTS;
  }

  /** The side of a square of the box's area. */
  static double size(Box box) {
    return Math.sqrt(Math.max(1e-9, box.area()));
  }

  private static double shape(Box box) {
    return Math.log(Math.max(1e-6, box.width()) / Math.max(1e-6, box.height()));
  }

  /** As a number, so that looking ahead makes no garbage. */
  static double seconds(Instant time) {
    return time.getEpochSecond() + time.getNano() / 1e9;
  }
}
