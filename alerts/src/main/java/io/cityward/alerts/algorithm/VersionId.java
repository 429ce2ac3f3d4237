package io.cityward.alerts.algorithm;

import io.cityward.core.CityException;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * One version of one algorithm.
 *
 * @param algorithm its name; also that of a folder, so that nothing in it leads anywhere
 * @param version semantic: {@code 1.2.0}
 */
public record VersionId(String algorithm, String version) implements Comparable<VersionId> {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Pattern VERSION =
      Pattern.compile("\\d{1,9}\\.\\d{1,9}\\.\\d{1,9}(-[0-9A-Za-z][0-9A-Za-z.-]{0,29})?");

  private static final Comparator<VersionId> ORDER =
      Comparator.comparing(VersionId::algorithm)
          .thenComparingLong(id -> id.number(0))
          .thenComparingLong(id -> id.number(1))
          .thenComparingLong(id -> id.number(2))
          .thenComparing(VersionId::suffix);

  public VersionId {
    name(algorithm);
    if (!VERSION.matcher(version).matches()) {
      throw CityException.invalid("version", shown(version), "major.minor.patch, such as 1.0.0");
    }
  }

  /**
   * Hands an algorithm's name back.
   *
   * @throws CityException if it is none
   */
  public static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw CityException.invalid(
          "name", shown(text), "1 to 63 of a-z, 0-9 and '-', not starting with '-'");
    }
    return text;
  }

  /** By name, then from the lowest version to the highest; what comes before a release is lower. */
  @Override
  public int compareTo(VersionId other) {
    return ORDER.compare(this, other);
  }

  private long number(int place) {
    return Long.parseLong(version.split("[.-]", 4)[place]);
  }

  private String suffix() {
    int dash = version.indexOf('-');
    return dash < 0 ? "~" : version.substring(dash);
  }

  private static String shown(String text) {
    return text.length() > 80 ? text.length() + " characters" : text;
  }

  @Override
  public String toString() {
    return algorithm + " " + version;
  }
}
