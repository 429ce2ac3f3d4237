package io.cityward.core;

import java.util.List;

/**
 * A simple polygon in a picture: three or more points inside 0..1, no edge crosses or touches one
 * that is not its neighbour. The last point is joined to the first.
 */
public record Polygon(List<Point> points) {

  /** Nobody draws more; checking the edges takes the square of it. */
  private static final int MOST_POINTS = 200;

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
    if (points.size() > MOST_POINTS) {
      throw CityException.invalid(
          "polygon", points.size() + " points", "at most " + MOST_POINTS + " points");
    }
    refuseTwins(points);
    // A line folds back over itself, which is not what is wrong with it.
    if (!onOneLine(points) && crossesItself(points)) {
      throw CityException.invalid("polygon", points, "edges that do not cross or touch each other");
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

  private static void refuseTwins(List<Point> points) {
    for (int i = 0, j = points.size() - 1; i < points.size(); j = i++) {
      if (points.get(i).equals(points.get(j))) {
        throw CityException.invalid(
            "polygon",
            "[" + points.get(i).x() + ", " + points.get(i).y() + "] twice in a row",
            "each point once; the last is joined to the first by itself");
      }
    }
  }

  private static boolean onOneLine(List<Point> points) {
    return points.stream().allMatch(p -> side(points.get(0), points.get(1), p) == 0);
  }

  private static boolean crossesItself(List<Point> points) {
    int n = points.size();
    for (int i = 0; i < n; i++) {
      Point a = points.get(i);
      Point b = points.get((i + 1) % n);
      if (foldsBack(a, b, points.get((i + 2) % n))) {
        return true;
      }
      for (int j = i + 2; j < n; j++) {
        boolean neighbours = i == 0 && j == n - 1;
        if (!neighbours && meet(a, b, points.get(j), points.get((j + 1) % n))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the edge from b to c runs back over the one from a to b. */
  private static boolean foldsBack(Point a, Point b, Point c) {
    double along = (b.x() - a.x()) * (c.x() - b.x()) + (b.y() - a.y()) * (c.y() - b.y());
    return side(a, b, c) == 0 && along < 0;
  }

  /** Whether two edges have a point in common. */
  private static boolean meet(Point a, Point b, Point c, Point d) {
    double c1 = side(a, b, c);
    double d1 = side(a, b, d);
    double a1 = side(c, d, a);
    double b1 = side(c, d, b);
    return (c1 * d1 < 0 && a1 * b1 < 0)
        || (c1 == 0 && inBox(a, b, c))
        || (d1 == 0 && inBox(a, b, d))
        || (a1 == 0 && inBox(c, d, a))
        || (b1 == 0 && inBox(c, d, b));
  }

  private static boolean inBox(Point a, Point b, Point p) {
    return p.x() >= Math.min(a.x(), b.x())
        && p.x() <= Math.max(a.x(), b.x())
        && p.y() >= Math.min(a.y(), b.y())
        && p.y() <= Math.max(a.y(), b.y());
  }

  private static double side(Point a, Point b, Point c) {
    return Math.signum((b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x()));
  }
}
