package io.cityward.core;

/** A place in a picture, normalised: 0..1 in both directions, origin top left. */
public record Point(double x, double y) {

  public Point {
    if (!(Double.isFinite(x) && Double.isFinite(y))) {
      throw CityException.invalid("point", "[" + x + ", " + y + "]", "two finite numbers");
    }
  }

  public double distanceTo(Point other) {
    return Math.hypot(x - other.x, y - other.y);
  }
}
