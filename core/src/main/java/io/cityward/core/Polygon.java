package io.cityward.core;

import java.util.List;

/** A simple polygon in a picture: three or more points inside 0..1, no edge crosses another. */
public record Polygon(List<Point> points) {

  /** Areas below this are lines, not places: a thousandth of a percent of the picture. */
  private static final double LEAST_AREA = 1e-5;

  public Polygon {
    points = List.copyOf(points);
    if (points.size() < 3) {
      throw CityException.invalid("polygon", points.size() + " points", "at least 3 points");
    }
    for (Point point : points) {
      if (point.x() < 0 || point.x() > 1 || point.y() < 0 || point.y() > 1) {
        throw CityException.invalid(
            "polygon", "[" + point.x() + ", " + point.y() + "]", "points inside 0..1");
      }
    }
    if (crossesItself(points)) {
      throw CityException.invalid("polygon", points, "edges that do not cross each other");
    }
    if (area(points) < LEAST_AREA) {
      throw CityException.invalid("polygon", points, "an area, not a line");
    }
  }

  public static Polygon of(double... coordinates) {
    Point[] points = new Point[coordinates.length / 2];
    for (int i = 0; i < points.length; i++) {
      points[i] = new Point(coordinates[2 * i], coordinates[2 * i + 1]);
    }
    return new Polygon(List.of(points));
  }

  /** Whether the point lies inside (even-odd rule); a point on an edge may count as either. */
  public boolean contains(Point point) {
    boolean inside = false;
    for (int i = 0, j = points.size() - 1; i < points.size(); j = i++) {
      Point a = points.get(i);
      Point b = points.get(j);
      if ((a.y() > point.y()) != (b.y() > point.y())
          && point.x() < (b.x() - a.x()) * (point.y() - a.y()) / (b.y() - a.y()) + a.x()) {
        inside = !inside;
      }
    }
    return inside;
  }

  public double area() {
    return area(points);
  }

  private static double area(List<Point> points) {
    double twice = 0;
    for (int i = 0, j = points.size() - 1; i < points.size(); j = i++) {
      twice += cross(points.get(j), points.get(i));
    }
    return Math.abs(twice) / 2;
  }

  private static double cross(Point a, Point b) {
    return a.x() * b.y() - b.x() * a.y();
  }

  private static boolean crossesItself(List<Point> points) {
    int n = points.size();
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        boolean neighbours = j == i + 1 || (i == 0 && j == n - 1);
        if (!neighbours
            && cross(
                points.get(i), points.get((i + 1) % n), points.get(j), points.get((j + 1) % n))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean cross(Point a, Point b, Point c, Point d) {
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
  }

  private static double side(Point a, Point b, Point c) {
    return Math.signum((b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x()));
  }
}
