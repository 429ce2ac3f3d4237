package io.cityward.alerts.verdict;

import io.cityward.alerts.alert.Alert;
import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.util.List;

/**
 * Confirms alerts without a person.
 *
 * @param name how histories call it
 * @param scenes it is for; at least one, since scores of different scenes say nothing to each other
 * @param cameras ids, or their beginning and a star; empty for all
 * @param score least score, 0..1
 */
public record ConfirmRule(String name, List<String> scenes, List<String> cameras, double score) {

  public ConfirmRule {
    scenes = List.copyOf(scenes);
    cameras = List.copyOf(cameras);
    if (name.isBlank() || name.length() > 80) {
      throw CityException.invalid("name", name, "1 to 80 characters");
    }
    if (scenes.isEmpty()) {
      throw CityException.invalid("scenes", scenes, "at least one scene");
    }
    if (!(score > 0 && score <= 1)) {
      throw CityException.invalid("score", score, "above 0 to 1");
    }
  }

  static ConfirmRule read(Section section) {
    String name = section.text("name");
    List<String> scenes = section.texts("scenes");
    List<String> cameras = section.texts("cameras");
    double score = section.number("score", 0, 1);
    return section.build(() -> new ConfirmRule(name, scenes, cameras, score));
  }

  boolean takes(Alert alert) {
    return alert.score() >= score
        && scenes.contains(alert.subject().scene())
        && (cameras.isEmpty()
            || cameras.stream().anyMatch(c -> covers(c, alert.subject().camera().value())));
  }

  private static boolean covers(String pattern, String camera) {
    return pattern.endsWith("*")
        ? camera.startsWith(pattern.substring(0, pattern.length() - 1))
        : camera.equals(pattern);
  }
}
