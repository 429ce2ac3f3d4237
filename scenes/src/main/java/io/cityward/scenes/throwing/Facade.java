package io.cityward.scenes.throwing;

import io.cityward.core.Point;
import io.cityward.scenes.Zone;

/** A façade zone and its bounding box, 0..1. */
record Facade(Zone zone, double left, double top, double right, double bottom) {

  static Facade of(Zone zone) {
    var points = zone.polygon().points();
    return new Facade(
        zone,
        points.stream().mapToDouble(Point::x).min().orElse(0),
        points.stream().mapToDouble(Point::y).min().orElse(0),
        points.stream().mapToDouble(Point::x).max().orElse(1),
        points.stream().mapToDouble(Point::y).max().orElse(1));
  }

  double width() {
    return right - left;
  }

  double height() {
    return bottom - top;
  }

  boolean contains(double x, double y) {
    return zone.contains(new Point(clamped(x), clamped(y)));
  }

  static double clamped(double share) {
    return Math.max(0, Math.min(1, share));
  }
}
