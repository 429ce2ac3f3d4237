package io.cityward.alerts.area;

import java.util.List;
import java.util.Locale;

/** GeoJSON squares for tests. */
public final class Shapes {

  private Shapes() {}

  public static String square(double west, double south, double side) {
    double east = west + side;
    double north = south + side;
    return String.format(
        Locale.ROOT,
        "[[%s,%s],[%s,%s],[%s,%s],[%s,%s],[%s,%s]]",
        west,
        south,
        east,
        south,
        east,
        north,
        west,
        north,
        west,
        south);
  }

  public static String feature(String properties, String... rings) {
    return "{\"type\":\"Feature\",\"properties\":{"
        + properties
        + "},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":["
        + String.join(",", rings)
        + "]}}";
  }

  public static String area(
      String code, String level, String parent, String department, String... rings) {
    String properties =
        "\"code\":\"%s\",\"name\":\"%s\",\"level\":\"%s\",\"parent\":\"%s\",\"department\":\"%s\""
            .formatted(code, code, level, parent, department);
    return feature(properties, rings);
  }

  public static byte[] collection(String... features) {
    return ("{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", features) + "]}")
        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  public static List<Area> areas(String... features) {
    AreaFile file = AreaFile.parse(collection(features), AreaFile.Degrees.WGS_84);
    if (!file.problems().isEmpty()) {
      throw new AssertionError(file.problems().toString());
    }
    return file.areas();
  }
}
