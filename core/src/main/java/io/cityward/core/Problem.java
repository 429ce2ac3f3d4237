package io.cityward.core;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One bad value in something that a person or a system gave us.
 *
 * @param where file and position, or empty when the value came with a call
 * @param name the key or field, as a path: {@code cameras[2].url}
 * @param text the value and what was expected
 */
public record Problem(String where, String name, String text) {

  public static Problem of(String name, Object value, String expectation) {
    return new Problem("", name, value + " (expected: " + expectation + ")");
  }

  static String lines(List<Problem> problems) {
    return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
  }

  @Override
  public String toString() {
    return (where.isEmpty() ? "" : where + ": ") + name + ": " + text;
  }
}
