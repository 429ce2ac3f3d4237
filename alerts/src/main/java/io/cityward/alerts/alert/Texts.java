package io.cityward.alerts.alert;

import io.cityward.core.CityException;
import io.cityward.core.Problem;
import java.util.List;

/** Limits on the texts that come from outside. */
final class Texts {

  private Texts() {}

  static void check(List<Problem> problems, String name, String text, int least, int most) {
    if (text == null || text.length() < least || text.length() > most) {
      String given = text == null ? "missing" : text.length() + " characters";
      problems.add(Problem.of(name, given, least + " to " + most + " characters"));
    } else if (text.chars().anyMatch(Character::isISOControl)) {
      problems.add(Problem.of(name, "control characters", "printable text"));
    }
  }

  static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
  }
}
