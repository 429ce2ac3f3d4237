package io.cityward.app.eval.images;

import io.cityward.core.CityException;
import io.cityward.core.settings.DidYouMean;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which names mean the same: {@code car=vehicle,bus=vehicle} counts a pack's cars and buses, and a
 * data set's, as its vehicles. A name that is not mapped means itself.
 */
public record ClassMap(Map<String, String> to) {

  /** Every name means itself. */
  public static final ClassMap NONE = new ClassMap(Map.of());

  public ClassMap {
    to = Map.copyOf(to);
  }

  /**
   * @throws CityException if the text is not of the form {@code name=name,...}
   */
  public static ClassMap parse(String text) {
    Map<String, String> to = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      String[] sides = part.split("=", -1);
      if (sides.length != 2 || sides[0].isBlank() || sides[1].isBlank()) {
        throw CityException.invalid("--map", part, "name=name, several parted by commas");
      }
      if (to.put(ClassNames.spelled(sides[0]), ClassNames.spelled(sides[1])) != null) {
        throw CityException.invalid("--map", sides[0], "each name once on the left");
      }
    }
    return new ClassMap(to);
  }

  public String of(String name) {
    return to.getOrDefault(name, name);
  }

  /** Refuses a map that speaks of classes that nobody has. */
  void check(Collection<String> packs, Collection<String> sets) {
    TreeSet<String> known = new TreeSet<>(packs);
    known.addAll(sets);
    to.keySet().forEach(from -> check(from, known, "a class of the pack or of the data set"));
    TreeSet<String> meant = new TreeSet<>();
    sets.forEach(name -> meant.add(of(name)));
    to.values().forEach(name -> check(name, meant, "a class of the data set"));
  }

  private static void check(String name, Collection<String> known, String what) {
    if (!known.contains(name)) {
      throw CityException.invalid(
          "--map",
          name,
          what
              + DidYouMean.among(known, name)
                  .map(near -> "; did you mean " + near + "?")
                  .orElse(": " + String.join(", ", known)));
    }
  }
}
