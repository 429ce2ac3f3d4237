package io.cityward.alerts.area;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cityward.core.CityException;
import io.cityward.core.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.valid.IsValidOp;

/**
 * A GeoJSON FeatureCollection of Polygons and MultiPolygons with the properties code, name, level,
 * parent and department, read strictly; other properties are left alone.
 *
 * @param areas those that are right, in the order of the file
 * @param problems of the others, by feature and property
 */
public record AreaFile(List<Area> areas, List<Problem> problems) {

  /** What the degrees of a file mean. */
  public enum Degrees {
    WGS_84,
    /** As Chinese web maps have them; turned into WGS 84. */
    GCJ_02
  }

  static final int MOST_BYTES = 8 << 20;
  static final int MOST_AREAS = 20_000;
  static final int MOST_POINTS_OF_ONE = 50_000;
  private static final int MOST_PROBLEMS = 100;
  private static final int DEPTH = 20;

  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH)
                          .maxStringLength(10_000)
                          .maxNumberLength(100)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  public AreaFile {
    areas = List.copyOf(areas);
    problems = List.copyOf(problems);
  }

  /**
   * Reads a file that must be right as a whole.
   *
   * @throws CityException INVALID with what is wrong, or NOT_FOUND
   */
  public static List<Area> read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw CityException.invalid("file", file, "a GeoJSON file that exists");
      }
      if (Files.size(file) > MOST_BYTES) {
        throw CityException.invalid("file", Files.size(file) + " bytes", "at most " + MOST_BYTES);
      }
      AreaFile read = parse(Files.readAllBytes(file), Degrees.WGS_84);
      if (!read.problems.isEmpty()) {
        throw CityException.invalid(
            read.problems.stream()
                .map(p -> new Problem(file.toString(), p.name(), p.name() + ": " + p.text()))
                .toList());
      }
      return read.areas;
    } catch (IOException e) {
      throw CityException.invalid("file", file, "a file that can be read: " + e.getMessage());
    }
  }

  /**
   * Reads the features one by one.
   *
   * @throws CityException INVALID if it is no feature collection, or too large
   */
  public static AreaFile parse(byte[] geoJson, Degrees degrees) {
    if (geoJson.length > MOST_BYTES) {
      throw CityException.invalid("geojson", geoJson.length + " bytes", "at most " + MOST_BYTES);
    }
    JsonNode top = tree(geoJson);
    if (!top.path("type").asText().equals("FeatureCollection") || !top.path("features").isArray()) {
      throw CityException.invalid(
          "geojson", "type " + top.path("type"), "a FeatureCollection with its features");
    }
    crs(top);
    if (top.get("features").size() > MOST_AREAS) {
      throw CityException.invalid(
          "features", top.get("features").size() + " features", "at most " + MOST_AREAS);
    }
    return features(top.get("features"), degrees);
  }

  private static AreaFile features(JsonNode features, Degrees degrees) {
    List<Area> areas = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    for (int i = 0; i < features.size() && problems.size() < MOST_PROBLEMS; i++) {
      String name = "features[" + i + "]";
      try {
        Area area = area(features.get(i), degrees);
        if (!codes.add(area.code())) {
          throw CityException.invalid("properties.code", area.code(), "a code used once");
        }
        areas.add(area);
      } catch (CityException e) {
        e.problems().forEach(p -> problems.add(new Problem("", name + "." + p.name(), p.text())));
      }
    }
    return new AreaFile(areas, problems);
  }

  private static JsonNode tree(byte[] geoJson) {
    try {
      return JSON.readTree(geoJson);
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " at line " + e.getLocation().getLineNr() + ", " + e.getLocation().getColumnNr();
      throw CityException.invalid(
          "geojson", e.getOriginalMessage() + where, "JSON, nested at most " + DEPTH + " deep");
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory that cannot be read", e);
    }
  }

  /**
   * Old files name their system; then it must be one that differs from WGS 84 by a metre at most.
   */
  private static void crs(JsonNode top) {
    JsonNode crs = top.path("crs");
    String name = crs.path("properties").path("name").asText("");
    String plain = name.toUpperCase(Locale.ROOT);
    boolean fine = plain.endsWith("CRS84") || plain.endsWith(":4326") || plain.endsWith(":4490");
    if (!crs.isMissingNode() && !crs.isNull() && !fine) {
      throw CityException.invalid("crs", name, "none, CRS84, EPSG:4326 or EPSG:4490");
    }
  }

  private static Area area(JsonNode feature, Degrees degrees) {
    if (!feature.path("type").asText().equals("Feature")) {
      throw CityException.invalid("type", feature.path("type"), "Feature");
    }
    List<Problem> problems = new ArrayList<>();
    JsonNode properties = feature.path("properties");
    String code = text(problems, properties, "code", true);
    String name = text(problems, properties, "name", false);
    String parent = text(problems, properties, "parent", false);
    String department = text(problems, properties, "department", false);
    AreaLevel level = level(problems, text(problems, properties, "level", true));
    String rings = "";
    try {
      rings = rings(feature.path("geometry"), degrees);
    } catch (CityException e) {
      problems.addAll(e.problems());
    }
    if (problems.isEmpty()) {
      try {
        return new Area(code, name, level, parent, department, rings);
      } catch (CityException e) {
        e.problems()
            .forEach(p -> problems.add(new Problem("", "properties." + p.name(), p.text())));
      }
    }
    throw CityException.invalid(problems);
  }

  private static AreaLevel level(List<Problem> problems, String text) {
    for (AreaLevel level : AreaLevel.values()) {
      if (level.name().toLowerCase(Locale.ROOT).equals(text)) {
        return level;
      }
    }
    if (!text.isEmpty()) {
      problems.add(
          Problem.of(
              "properties.level",
              text,
              "one of city, district, street, community, grid, department"));
    }
    return AreaLevel.GRID;
  }

  private static String text(List<Problem> problems, JsonNode of, String key, boolean wanted) {
    JsonNode value = of.path(key);
    boolean absent = value.isMissingNode() || value.isNull();
    if (absent ? wanted : !value.isTextual()) {
      // A number has lost the zeros in front.
      problems.add(Problem.of("properties." + key, absent ? "missing" : value, "a text"));
    }
    return value.isTextual() ? value.textValue() : "";
  }

  private static String rings(JsonNode geometry, Degrees degrees) {
    String type = geometry.path("type").asText();
    JsonNode given = geometry.path("coordinates");
    boolean single = type.equals("Polygon");
    if (!single && !type.equals("MultiPolygon") || !given.isArray()) {
      throw CityException.invalid(
          "geometry", geometry.path("type"), "a Polygon or MultiPolygon with coordinates");
    }
    JsonNode polygons = single ? JsonNodeFactory.instance.arrayNode().add(given) : given;
    ArrayNode plain = JsonNodeFactory.instance.arrayNode();
    int points = 0;
    for (JsonNode polygon : polygons) {
      ArrayNode rings = plain.addArray();
      for (JsonNode ring : polygon) {
        points += ring.size();
        if (points > MOST_POINTS_OF_ONE) {
          throw CityException.invalid(
              "geometry", "more points", "at most " + MOST_POINTS_OF_ONE + " in one area");
        }
        rings.add(ring(ring, degrees));
      }
      if (rings.isEmpty()) {
        throw CityException.invalid("geometry", "a polygon without a ring", "an outer ring");
      }
    }
    Geometry shape = plain.isEmpty() ? null : Rings.geometry((JsonNode) plain);
    IsValidOp valid = new IsValidOp(shape);
    if (shape == null || shape.isEmpty() || !valid.isValid()) {
      String what = shape == null || shape.isEmpty() ? "empty" : valid.getValidationError() + "";
      throw CityException.invalid("geometry", what, "rings that do not cross");
    }
    return plain.toString();
  }

  private static ArrayNode ring(JsonNode ring, Degrees degrees) {
    ArrayNode plain = JsonNodeFactory.instance.arrayNode();
    for (JsonNode point : ring) {
      double x = point.path(0).isNumber() ? point.get(0).doubleValue() : Double.NaN;
      double y = point.path(1).isNumber() ? point.get(1).doubleValue() : Double.NaN;
      if (!(Math.abs(x) <= 180) || !(Math.abs(y) <= 90)) {
        throw CityException.invalid(
            "geometry", point, "[longitude -180..180, latitude -90..90], in degrees");
      }
      double[] wgs84 = degrees == Degrees.GCJ_02 ? Gcj02.toWgs84(x, y) : new double[] {x, y};
      plain.addArray().add(wgs84[0]).add(wgs84[1]);
    }
    if (plain.size() < 4 || !plain.get(0).equals(plain.get(plain.size() - 1))) {
      throw CityException.invalid(
          "geometry", "a ring of " + plain.size() + " points", "4 or more, the last as the first");
    }
    return plain;
  }
}
