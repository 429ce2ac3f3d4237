package io.cityward.ingest;

import io.cityward.core.Box;
import io.cityward.core.Point;
import io.cityward.core.Polygon;
import java.util.List;

/** Something drawn over a snapshot. Labels are ASCII; other characters come out as '?'. */
public sealed interface Overlay {

  String label();

  /** A zone: its outline in amber. */
  record Area(Polygon polygon, String label) implements Overlay {}

  /** What was found: a red box. */
  record Found(Box box, String label) implements Overlay {}

  /** What is known to be there: a green box. */
  record True(Box box, String label) implements Overlay {}

  /** The way that a thing took, point by point: a red line. */
  record Way(List<Point> points) implements Overlay {

    public Way {
      points = List.copyOf(points);
    }

    @Override
    public String label() {
      return "";
    }
  }
}
