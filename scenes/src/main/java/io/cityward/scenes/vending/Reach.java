package io.cityward.scenes.vending;

import io.cityward.core.Box;
import io.cityward.core.Picture;

/**
 * Distances on the street, in heights of the people there.
 *
 * @param aspect width of the picture by its height
 */
record Reach(double aspect) {

  /** In heights of a person: what somebody stands at, and what two things of a stall are apart. */
  private static final double ARM = 0.75;

  static Reach in(Picture picture) {
    return new Reach((double) picture.width() / picture.height());
  }

  /**
   * Whether two boxes are within reach.
   *
   * @param height of a person there, as a share of the picture's
   */
  boolean joins(Box a, Box b, double height) {
    double dx = aspect * gap(a.left(), a.right(), b.left(), b.right());
    double dy = gap(a.top(), a.bottom(), b.top(), b.bottom());
    return Math.hypot(dx, dy) <= ARM * height;
  }

  private static double gap(double from, double to, double otherFrom, double otherTo) {
    return Math.max(0, Math.max(from, otherFrom) - Math.min(to, otherTo));
  }
}
