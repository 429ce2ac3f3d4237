package io.cityward.alerts.area;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** Rings as geometry; they were checked when they were read. */
final class Rings {

  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static final ObjectMapper JSON = new ObjectMapper();

  private Rings() {}

  static Geometry geometry(String rings) {
    try {
      return geometry(JSON.readTree(rings));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("rings that are no JSON of ours", e);
    }
  }

  /** A multi-polygon's coordinates. */
  static Geometry geometry(JsonNode multi) {
    List<Polygon> polygons = new ArrayList<>();
    for (JsonNode polygon : multi) {
      List<LinearRing> rings = new ArrayList<>();
      polygon.forEach(ring -> rings.add(FACTORY.createLinearRing(coordinates(ring))));
      LinearRing[] holes = rings.subList(1, rings.size()).toArray(LinearRing[]::new);
      polygons.add(FACTORY.createPolygon(rings.get(0), holes));
    }
    return FACTORY.createMultiPolygon(polygons.toArray(Polygon[]::new));
  }

  private static Coordinate[] coordinates(JsonNode ring) {
    Coordinate[] points = new Coordinate[ring.size()];
    for (int i = 0; i < points.length; i++) {
      points[i] =
          new Coordinate(ring.get(i).get(0).doubleValue(), ring.get(i).get(1).doubleValue());
    }
    return points;
  }
}
