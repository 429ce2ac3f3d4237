package io.cityward.scenes.appearance;

import io.cityward.core.Box;
import java.time.Duration;

/**
 * How a place looked when something stood there. While the place looks the same, the memory follows
 * slowly, so that it bears the light of the day, but not a vehicle that creeps.
 */
public final class Patch {

  /**
   * Share of the difference left after this time is 1/e: slower than a queue, faster than shade.
   */
  private static final double FOLLOWING_SECONDS = 20;

  private final Box place;
  private Grey reference;

  private Patch(Box place, Grey reference) {
    this.place = place;
    this.reference = reference;
  }

  /** Remembers how a place looks now. */
  public static Patch of(Box place, GreyCanvas canvas) {
    return new Patch(place, canvas.cut(place));
  }

  /**
   * How alike the place looks now, -1..1; a parked car keeps above 0.8, another car stays below.
   */
  public double likeness(GreyCanvas canvas) {
    Grey now = canvas.cut(place);
    // A camera that was switched to another picture size cannot be compared with before.
    return now.levels().length == reference.levels().length ? reference.likeness(now) : -1;
  }

  /** Lets the memory follow what is seen now. */
  public void follow(GreyCanvas canvas, Duration sinceLast) {
    double share = 1 - Math.exp(-sinceLast.toMillis() / 1000.0 / FOLLOWING_SECONDS);
    reference = reference.towards(canvas.cut(place), share);
  }
}
