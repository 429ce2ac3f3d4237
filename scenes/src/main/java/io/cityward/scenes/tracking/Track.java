package io.cityward.scenes.tracking;

import io.cityward.core.Box;
import io.cityward.core.Point;
import io.cityward.inference.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One thing followed through the picture. Distances are in its own sizes, so that far and near
 * things are judged alike.
 */
public final class Track {

  /** Over which a speed is measured; boxes jitter too much for less than half of it. */
  private static final Duration SPEED_SPAN = Duration.ofMillis(2000);

  /** Sizes per second that jitter does not reach and a vehicle on its way does. */
  private static final double MOVING = 0.2;

  private static final double LEAST_STEP = 0.25;

  private final long id;
  private final Instant first;
  private final Point start;
  private final Deque<Sight> recent = new ArrayDeque<>();
  private Detection detection;
  private Instant seen;
  private int hits = 1;
  private double farthest;

  private record Sight(Instant time, Point centre) {}

  Track(long id, Instant time, Detection detection) {
    this.id = id;
    this.first = time;
    this.seen = time;
    this.detection = detection;
    this.start = detection.box().centre();
    recent.add(new Sight(time, start));
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
    Sight oldest = recent.getFirst();
    double step = oldest.centre().distanceTo(box().centre()) / size(box());
    double seconds = seconds(oldest.time(), seen);
    return seconds > 0 && step >= LEAST_STEP && step / seconds >= MOVING;
  }

  /** Where it should be at a time, if it went on as it did lately. */
  Box predicted(Instant time) {
    Sight oldest = recent.getFirst();
    double span = seconds(oldest.time(), seen);
    if (!moving() || span <= 0) {
      return box();
    }
    double ahead = seconds(seen, time) / span;
    Point now = box().centre();
    double dx = (now.x() - oldest.centre().x()) * ahead;
    double dy = (now.y() - oldest.centre().y()) * ahead;
    Box box = box();
    return new Box(box.left() + dx, box.top() + dy, box.right() + dx, box.bottom() + dy);
  }

  void hit(Instant time, Detection now) {
    detection = now;
    seen = time;
    hits++;
    recent.add(new Sight(time, now.box().centre()));
    while (recent.size() > 2
        && Duration.between(recent.getFirst().time(), time).compareTo(SPEED_SPAN) > 0) {
      recent.removeFirst();
    }
    farthest = Math.max(farthest, start.distanceTo(now.box().centre()) / size(now.box()));
  }

  /** The side of a square of the box's area. */
  static double size(Box box) {
    return Math.sqrt(Math.max(1e-9, box.area()));
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
