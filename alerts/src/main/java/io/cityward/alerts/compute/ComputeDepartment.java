package io.cityward.alerts.compute;

import io.cityward.core.CityException;
import io.cityward.core.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A department as the owner of tasks and grants.
 *
 * @param revision rises with every change; 0 where it cannot be changed
 * @param changedAt the beginning of time where it cannot be changed
 */
public record ComputeDepartment(
    String id, String name, Origin origin, long revision, Instant changedAt, String changedBy) {

  /** Owns the tasks that name no department, and has what is not granted. */
  public static final String CITY = "city";

  private static final int LONGEST_NAME = 200;
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  /** Where it comes from; only a registered one can be renamed and removed. */
  public enum Origin {
    BUILT_IN,
    CONFIGURED,
    REGISTERED
  }

  public ComputeDepartment {
    List<Problem> problems = new ArrayList<>();
    if (id == null || !ID.matcher(id).matches()) {
      problems.add(
          Problem.of("department_id", id, "1 to 63 of a-z, 0-9 and '-', not starting with '-'"));
    }
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      problems.add(
          Problem.of(
              "name", name.length() + " characters", "1 to " + LONGEST_NAME + ", not all blank"));
    } else if (name.chars().anyMatch(Character::isISOControl)) {
      problems.add(Problem.of("name", "control characters", "printable text"));
    }
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
  }

  /** One of the configuration file, or built in. */
  public static ComputeDepartment fixed(String id, String name, Origin origin) {
    return new ComputeDepartment(id, name, origin, 0, Instant.EPOCH, "");
  }
}
