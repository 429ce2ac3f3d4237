package io.cityward.alerts.compute;

/**
 * What a department has of the pool at some moment.
 *
 * @param guaranteed CU
 * @param ceiling CU; infinite for the city while the pool has not been measured
 * @param priority 1 to 10
 */
public record DepartmentShare(double guaranteed, double ceiling, int priority) {

  /** Several grants add up; the highest priority counts. */
  DepartmentShare and(DepartmentShare other) {
    return new DepartmentShare(
        guaranteed + other.guaranteed, ceiling + other.ceiling, Math.max(priority, other.priority));
  }
}
