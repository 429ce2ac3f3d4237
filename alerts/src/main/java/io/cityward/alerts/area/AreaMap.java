package io.cityward.alerts.area;

import io.cityward.alerts.alert.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.index.strtree.STRtree;

/** Which areas a place lies in. Never changes once it is made; safe for any number of threads. */
public final class AreaMap {

  public static final AreaMap EMPTY = new AreaMap(List.of());

  private static final int DEEPEST_CHAIN = 20;
  private static final GeometryFactory FACTORY = new GeometryFactory();

  /** The deepest first, of these the smallest, of these the first by code. */
  private static final Comparator<Shape> DEEPEST =
      Comparator.comparing((Shape s) -> s.area().level() == AreaLevel.DEPARTMENT)
          .thenComparing(s -> s.area().level(), Comparator.reverseOrder())
          .thenComparingDouble(Shape::size)
          .thenComparing(s -> s.area().code());

  private record Shape(Area area, PreparedGeometry prepared, double size) {}

  private final STRtree tree = new STRtree();
  private final Map<String, Area> byCode = new HashMap<>();

  public AreaMap(Collection<Area> areas) {
    for (Area area : areas) {
      Geometry geometry = Rings.geometry(area.rings());
      PreparedGeometry prepared = PreparedGeometryFactory.prepare(geometry);
      tree.insert(geometry.getEnvelopeInternal(), new Shape(area, prepared, geometry.getArea()));
      byCode.put(area.code(), area);
    }
    // It would be built by the first who asks, of which there may be two.
    tree.build();
  }

  public Optional<Area> find(String code) {
    return Optional.ofNullable(byCode.get(code));
  }

  /** The areas that a position lies in, edges included; those of departments come last. */
  public List<Area> at(double latitude, double longitude) {
    Coordinate point = new Coordinate(longitude, latitude);
    List<Shape> found = new ArrayList<>();
    for (Object near : tree.query(new Envelope(point))) {
      Shape shape = (Shape) near;
      if (shape.prepared().covers(FACTORY.createPoint(point))) {
        found.add(shape);
      }
    }
    return found.stream().sorted(DEEPEST).map(Shape::area).toList();
  }

  /** The place with the code of the deepest area it lies in, unless it has one. */
  public Place located(Place place) {
    if (!place.area().isEmpty() || !place.located()) {
      return place;
    }
    return at(place.latitude(), place.longitude()).stream()
        .filter(area -> area.level() != AreaLevel.DEPARTMENT)
        .findFirst()
        .map(a -> new Place(place.name(), a.code(), place.latitude(), place.longitude()))
        .orElse(place);
  }

  /**
   * All areas of a place, the deepest first: that of its code with those it lies in, and those
   * around its position. Where the two disagree, the code has the say and only areas of departments
   * are taken from the position.
   */
  public List<Area> around(Place place) {
    Set<Area> areas = new LinkedHashSet<>();
    String code = place.area();
    for (int i = 0; i < DEEPEST_CHAIN && byCode.containsKey(code); i++) {
      areas.add(byCode.get(code));
      code = byCode.get(code).parent();
    }
    if (place.located()) {
      boolean coded = !place.area().isEmpty();
      at(place.latitude(), place.longitude()).stream()
          .filter(area -> !coded || area.level() == AreaLevel.DEPARTMENT)
          .forEach(areas::add);
      if (!coded) {
        chains(areas);
      }
    }
    return List.copyOf(areas);
  }

  /** Parents whose own shape leaves the place out, or that are drawn a little differently. */
  private void chains(Set<Area> areas) {
    for (Area area : List.copyOf(areas)) {
      String code = area.parent();
      for (int i = 0; i < DEEPEST_CHAIN && byCode.containsKey(code); i++) {
        areas.add(byCode.get(code));
        code = byCode.get(code).parent();
      }
    }
  }
}
