package io.cityward.app.compute;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What departments may use at a moment.
 *
 * @param compute by department
 * @param rights which department may run which algorithm where
 */
public record Grants(
    @JsonProperty("compute") Map<String, Compute> compute,
    @JsonProperty("rights") List<Right> rights) {

  public static final Grants NONE = new Grants(Map.of(), List.of());

  /**
   * Compute of a department, in CU.
   *
   * @param priority whom is lent to first, from 1; the higher the earlier
   */
  public record Compute(
      @JsonProperty("guaranteed") double guaranteed,
      @JsonProperty("ceiling") double ceiling,
      @JsonProperty("priority") int priority) {}

  /**
   * The right to run an algorithm on cameras.
   *
   * @param framesPerSecond at most, of each camera
   */
  public record Right(
      @JsonProperty("department") String department,
      @JsonProperty("algorithm") String algorithm,
      @JsonProperty("cameras") Set<String> cameras,
      @JsonProperty("framesPerSecond") double framesPerSecond) {

    public Right {
      cameras = Set.copyOf(cameras);
    }
  }

  public Grants {
    compute = Map.copyOf(compute);
    rights = List.copyOf(rights);
  }

  /** How many frames a second of a camera; 0 where it has no right. */
  double framesPerSecond(String department, String algorithm, String camera) {
    return rights.stream()
        .filter(
            right ->
                right.department().equals(department)
                    && right.algorithm().equals(algorithm)
                    && right.cameras().contains(camera))
        .mapToDouble(Right::framesPerSecond)
        .max()
        .orElse(0);
  }
}
