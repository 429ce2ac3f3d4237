package io.cityward.alerts.camera;

import io.cityward.core.CityException;
import io.cityward.core.Problem;
import java.util.ArrayList;
import java.util.List;

/** User and password of a camera. The password is in no message and no {@code toString()}. */
public record Login(String user, String password) {

  public static final Login NONE = new Login("", "");

  private static final int LONGEST_USER = 100;
  private static final int LONGEST_PASSWORD = 200;

  public Login {
    List<Problem> problems = new ArrayList<>();
    check(problems, "user", user, LONGEST_USER);
    check(problems, "password", password, LONGEST_PASSWORD);
    if (user.isEmpty() && !password.isEmpty()) {
      problems.add(new Problem("", "user", "missing (expected: the user of the password)"));
    }
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
  }

  public boolean isNone() {
    return user.isEmpty();
  }

  private static void check(List<Problem> problems, String name, String text, int most) {
    if (text.length() > most) {
      problems.add(
          Problem.of(name, text.length() + " characters", "at most " + most + " characters"));
    } else if (text.chars().anyMatch(Character::isISOControl)) {
      problems.add(Problem.of(name, "control characters", "printable text"));
    }
  }

  @Override
  public String toString() {
    return isNone() ? "no login" : user + ":***";
  }
}
