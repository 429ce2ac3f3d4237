package io.cityward.alerts.area;

/**
 * The shifted degrees of Chinese web maps (GCJ-02), 100 to 700 m off inside China. The shift is not
 * published; this is the approximation in common use, undone by iteration, good to a metre or two.
 */
final class Gcj02 {

  private static final double AXIS = 6_378_245.0;
  private static final double ECCENTRICITY_SQUARED = 0.00669342162296594323;
  private static final int STEPS = 5;

  private Gcj02() {}

  /** WGS 84 degrees, longitude first, of shifted ones. */
  static double[] toWgs84(double longitude, double latitude) {
    double x = longitude;
    double y = latitude;
    for (int i = 0; i < STEPS; i++) {
      double[] shifted = fromWgs84(x, y);
      x -= shifted[0] - longitude;
      y -= shifted[1] - latitude;
    }
    return new double[] {x, y};
  }

  static double[] fromWgs84(double longitude, double latitude) {
    if (longitude < 72.004 || longitude > 137.8347 || latitude < 0.8293 || latitude > 55.8271) {
      return new double[] {longitude, latitude};
    }
    double x = longitude - 105;
    double y = latitude - 35;
    double waves = (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2 / 3;
    double north =
        -100
            + 2 * x
            + 3 * y
            + 0.2 * y * y
            + 0.1 * x * y
            + 0.2 * Math.sqrt(Math.abs(x))
            + waves
            + (20 * Math.sin(y * Math.PI) + 40 * Math.sin(y / 3 * Math.PI)) * 2 / 3
            + (160 * Math.sin(y / 12 * Math.PI) + 320 * Math.sin(y * Math.PI / 30)) * 2 / 3;
    double east =
        300
            + x
            + 2 * y
            + 0.1 * x * x
            + 0.1 * x * y
            + 0.1 * Math.sqrt(Math.abs(x))
            + waves
            + (20 * Math.sin(x * Math.PI) + 40 * Math.sin(x / 3 * Math.PI)) * 2 / 3
            + (150 * Math.sin(x / 12 * Math.PI) + 300 * Math.sin(x / 30 * Math.PI)) * 2 / 3;
    double radians = Math.toRadians(latitude);
    double sine = Math.sin(radians);
    double magic = 1 - ECCENTRICITY_SQUARED * sine * sine;
    double root = Math.sqrt(magic);
    double meridian = AXIS * (1 - ECCENTRICITY_SQUARED) / (magic * root) * Math.PI / 180;
    double parallel = AXIS / root * Math.cos(radians) * Math.PI / 180;
    return new double[] {longitude + east / parallel, latitude + north / meridian};
  }
}
