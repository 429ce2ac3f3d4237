package io.cityward.scenes;

import io.cityward.core.CityException;
import io.cityward.core.Point;
import io.cityward.core.Polygon;
import io.cityward.core.settings.Section;
import java.util.List;

/** A named place in a camera's picture where something is watched. */
public record Zone(String id, ZoneKind kind, Polygon polygon) {

  public Zone {
    if (id == null || id.isBlank()) {
      throw CityException.invalid("id", id, "a name for the zone");
    }
  }

  public boolean contains(Point groundPoint) {
    return polygon.contains(groundPoint);
  }

  /** Reads {@code {id, kind, polygon: [[x, y], ...]}}. */
  public static Zone read(Section section) {
    String id = section.text("id");
    ZoneKind kind = section.choice("kind", ZoneKind.class);
    List<List<Double>> corners = section.numberLists("polygon");
    return section.build(() -> new Zone(id, kind, polygon(id, corners)));
  }

  private static Polygon polygon(String id, List<List<Double>> corners) {
    for (List<Double> corner : corners) {
      if (corner.size() != 2) {
        throw CityException.invalid("polygon", corner, "points of two numbers, [x, y]");
      }
      if (corner.stream().anyMatch(c -> c < 0 || c > 1)) {
        throw CityException.invalid(
            "polygon", corner, "points inside 0..1; zone " + id + " leaves the picture");
      }
    }
    return new Polygon(corners.stream().map(c -> new Point(c.get(0), c.get(1))).toList());
  }
}
