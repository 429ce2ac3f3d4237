package io.cityward.alerts.dedup;

import io.cityward.alerts.alert.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * How far apart places are, and a grid over the earth by whose cells those near one are looked up.
 */
public final class Distance {

  private static final double EARTH_RADIUS_METRES = 6_371_008.8;

  /** Side of a cell in degrees; 556 m from south to north. */
  private static final double CELL = 0.005;

  private static final double METRES_PER_DEGREE = Math.toRadians(1) * EARTH_RADIUS_METRES;

  private Distance() {}

  /** Metres over the ground, by the haversine formula; both places must be located. */
  public static double metres(Place a, Place b) {
    double latitudes = Math.toRadians(b.latitude() - a.latitude());
    double longitudes = Math.toRadians(b.longitude() - a.longitude());
    double h =
        square(Math.sin(latitudes / 2))
            + Math.cos(Math.toRadians(a.latitude()))
                * Math.cos(Math.toRadians(b.latitude()))
                * square(Math.sin(longitudes / 2));
    return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
  }

  /** The cell of a place; empty for one that is not located. */
  public static String cell(Place place) {
    return place.located() ? name(index(place.latitude()), index(place.longitude())) : "";
  }

  /**
   * The cells that hold every place within a radius; none for a place that is not located. Beyond
   * 85 degrees, and across the 180th meridian, places are missed.
   *
   * @param radius in metres, a few cells at most
   */
  public static List<String> cells(Place place, double radius) {
    if (!place.located() || radius <= 0) {
      return List.of();
    }
    double up = radius / METRES_PER_DEGREE;
    double furthest = Math.min(85, Math.abs(place.latitude()) + up);
    double across = up / Math.cos(Math.toRadians(furthest));
    List<String> cells = new ArrayList<>();
    for (long y = index(place.latitude() - up); y <= index(place.latitude() + up); y++) {
      for (long x = index(place.longitude() - across);
          x <= index(place.longitude() + across);
          x++) {
        cells.add(name(y, x));
      }
    }
    return cells;
  }

  private static long index(double degrees) {
    return (long) Math.floor(degrees / CELL);
  }

  private static String name(long y, long x) {
    return y + ":" + x;
  }

  private static double square(double x) {
    return x * x;
  }
}
