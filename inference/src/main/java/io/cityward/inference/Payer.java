package io.cityward.inference;

import io.cityward.core.CityException;

/**
 * One task that pays for a lane.
 *
 * @param department whose share of the pool pays
 * @param task unique within the department: counters are kept by it
 * @param framesPerSecond pictures that it wants looked at
 */
public record Payer(String department, String task, double framesPerSecond) {

  /** The department that owns what nobody else does, and all of a pool without shares. */
  public static final String CITY = "city";

  public Payer {
    if (department.isBlank() || task.isBlank()) {
      throw CityException.invalid(
          "payer", "\"" + department + "\", \"" + task + "\"", "a department and a task");
    }
    if (!(framesPerSecond > 0) || framesPerSecond > 1000) {
      throw CityException.invalid(
          "task " + task + ": framesPerSecond", framesPerSecond, "more than 0, at most 1000");
    }
  }
}
