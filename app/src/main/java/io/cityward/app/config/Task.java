package io.cityward.app.config;

import io.cityward.core.CityException;
import io.cityward.core.Schedule;
import io.cityward.core.settings.Section;
import io.cityward.inference.Payer;
import io.cityward.scenes.SceneCatalog;
import io.cityward.scenes.SceneSettings;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is watched for at one camera, on whose behalf and when.
 *
 * @param department who pays for it with its compute; {@link #CITY} for what nobody applied for
 * @param algorithm whose detections the scene sees; empty takes the scene's own, or the one of all
 *     cameras
 * @param schedule the hours in which it is watched for
 * @param leastAlertScore findings that the scene is less sure of are not told, 0..1
 */
public record Task(
    SceneSettings settings,
    String department,
    Optional<String> algorithm,
    Schedule schedule,
    double leastAlertScore) {

  /** The built-in department: it owns what no other does, and has what was not granted. */
  public static final String CITY = Payer.CITY;

  /** The key of {@link #leastAlertScore}, as calibration writes it. */
  public static final String LEAST_ALERT_SCORE = "leastAlertScore";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  /** The scene's name. */
  public String scene() {
    return settings.scene();
  }

  /**
   * Whose detections the scene sees: the one named, else the one it is made for, else the usual.
   */
  public String algorithmOr(String usual) {
    return algorithm.or(settings::algorithm).orElse(usual);
  }

  /**
   * Reads the keys {@code department}, {@code algorithm}, {@code schedule} and {@code
   * leastAlertScore}, and those of the scene beside them.
   *
   * @param department whose it is unless the section says
   */
  static Task read(String scene, Section section, String department) {
    String owner = name(section, "department").orElse(department);
    Optional<String> algorithm = name(section, "algorithm");
    Schedule schedule =
        section.attempt(() -> Schedule.parse(section.texts("schedule"))).orElse(Schedule.ALWAYS);
    double leastAlertScore = section.number(LEAST_ALERT_SCORE, 0, 1, 0);
    return new Task(SceneCatalog.read(scene, section), owner, algorithm, schedule, leastAlertScore);
  }

  /** A name of lower-case letters, digits and dashes; empty where the key is absent. */
  static Optional<String> name(Section section, String key) {
    return section.has(key) ? section.parsed(key, text -> checked(key, text)) : Optional.empty();
  }

  private static String checked(String key, String text) {
    if (!NAME.matcher(text).matches()) {
      throw CityException.invalid(key, text, "1 to 63 of a-z, 0-9 and '-', not starting with '-'");
    }
    return text;
  }

  static List<SceneSettings> settings(List<Task> tasks) {
    return tasks.stream().map(Task::settings).toList();
  }
}
