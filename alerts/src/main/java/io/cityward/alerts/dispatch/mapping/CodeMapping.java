package io.cityward.alerts.dispatch.mapping;

import io.cityward.core.CityException;
import io.cityward.core.Problem;
import io.cityward.core.settings.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From our event codes to those of another system.
 *
 * @param standard what applies to codes that the map does not name
 * @param map from our code to theirs
 */
public record CodeMapping(Standard standard, Map<String, String> map) {

  /** Every code as it is. */
  public static final CodeMapping NONE = new CodeMapping(Standard.OWN, Map.of());

  private static final String GBT_30428 = "gbt-30428";

  /**
   * Major and minor of GB/T 30428.2-2013, by code of GB/T 47678.5-2026. From running systems, not
   * from the standard's text: a city that numbers otherwise says so in its map.
   */
  private static final Map<String, String> GBT_30428_2 =
      Map.of(
          "06010", "0110",
          "06011", "0111",
          "09001", "0401",
          "09005", "0405",
          "09006", "0406",
          "09009", "0409",
          "09010", "0410");

  /** What codes mean that are in no map. */
  public enum Standard {
    /** As they are, GB/T 47678.5-2026 unless configured otherwise. */
    OWN,
    /** The older GB/T 30428.2-2013, as far as it has them. */
    GBT_30428,
    /** Only what the map names. */
    PRIVATE
  }

  public CodeMapping {
    map = Map.copyOf(map);
    List<Problem> problems = new ArrayList<>();
    map.forEach(
        (ours, theirs) -> {
          if (theirs.isBlank() || theirs.length() > 100) {
            problems.add(Problem.of("map." + ours, theirs, "a code of 1 to 100 characters"));
          }
        });
    if (standard == Standard.PRIVATE && map.isEmpty()) {
      problems.add(Problem.of("map", "empty", "the codes of the private standard"));
    }
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
  }

  /** Reads {@code standard} and {@code map}. */
  public static CodeMapping read(Section section) {
    Standard standard =
        section.text("standard", "own").equals(GBT_30428)
            ? Standard.GBT_30428
            : section.choice("standard", Standard.class, Standard.OWN);
    Map<String, String> map = section.textMap("map");
    return section.build(() -> new CodeMapping(standard, map));
  }

  /** What the other system calls an event; empty if it has no word for it. */
  public Optional<String> of(String code) {
    String mapped = map.get(code);
    if (mapped != null) {
      return Optional.of(mapped);
    }
    return switch (standard) {
      case OWN -> Optional.of(code);
      case GBT_30428 -> Optional.ofNullable(GBT_30428_2.get(code));
      case PRIVATE -> Optional.empty();
    };
  }

  /** What was expected of a code that it has no word for. */
  public String expectation() {
    String standards =
        standard == Standard.GBT_30428 ? "a code that GB/T 30428.2 has, or one " : "one ";
    return standards + "that codes.map names";
  }
}
