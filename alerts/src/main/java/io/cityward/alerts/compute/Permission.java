package io.cityward.alerts.compute;

/**
 * Whether a task may run.
 *
 * @param framesPerSecond the most that was granted; 0 if it may not run, infinite for the city
 * @param reason in words for an operator: by which grant, or what is missing
 */
public record Permission(boolean allowed, double framesPerSecond, String reason) {

  static Permission refused(String reason) {
    return new Permission(false, 0, reason);
  }
}
