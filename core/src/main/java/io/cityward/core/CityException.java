package io.cityward.core;

import java.util.List;

/**
 * A refused request: what was wrong, with the value and the expectation. Bugs are other exceptions;
 * expected outcomes are values.
 */
public final class CityException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient List<Problem> problems;

  public CityException(ErrorCode code, String message) {
    this(code, message, List.of(), null);
  }

  public CityException(ErrorCode code, String message, Throwable cause) {
    this(code, message, List.of(), cause);
  }

  private CityException(ErrorCode code, String message, List<Problem> problems, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.problems = List.copyOf(problems);
  }

  /** A single bad value, as {@code name: value (expected: expectation)}. */
  public static CityException invalid(String name, Object value, String expectation) {
    return invalid(List.of(Problem.of(name, value, expectation)));
  }

  /** Several bad values, reported together. */
  public static CityException invalid(List<Problem> problems) {
    return new CityException(ErrorCode.INVALID, Problem.lines(problems), problems, null);
  }

  public static CityException notFound(String kind, Object id) {
    return new CityException(ErrorCode.NOT_FOUND, kind + ": " + id + " (no such " + kind + ")");
  }

  public ErrorCode code() {
    return code;
  }

  /** The bad values, one by one; empty when the request was refused for another reason. */
  public List<Problem> problems() {
    return problems == null ? List.of() : problems;
  }
}
