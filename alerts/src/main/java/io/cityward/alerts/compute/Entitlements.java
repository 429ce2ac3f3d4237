package io.cityward.alerts.compute;

import static io.cityward.alerts.compute.ComputeDepartment.CITY;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * All grants that are active at one moment; answers from memory, until {@code nextChange}.
 *
 * @param capacity CU of the pool; empty until it has been measured
 */
public record Entitlements(Instant at, OptionalDouble capacity, List<Grant> grants) {

  /** The city is lent to last. */
  private static final int CITY_PRIORITY = 1;

  public Entitlements {
    grants = List.copyOf(grants);
  }

  /**
   * What each department has that has any compute; the city has what is not granted. The guarantees
   * add up to more than the capacity when that has become smaller.
   */
  public Map<String, DepartmentShare> shares() {
    Map<String, DepartmentShare> shares = new TreeMap<>();
    for (Grant grant : grants) {
      if (grant.given() instanceof Allotment.Compute compute) {
        DepartmentShare share =
            new DepartmentShare(compute.guaranteed(), compute.ceiling(), compute.priority());
        shares.merge(grant.department(), share, DepartmentShare::and);
      }
    }
    double granted = shares.values().stream().mapToDouble(DepartmentShare::guaranteed).sum();
    shares.put(
        CITY,
        new DepartmentShare(
            Math.max(0, capacity.orElse(0) - granted),
            capacity.orElse(Double.POSITIVE_INFINITY),
            CITY_PRIORITY));
    return shares;
  }
}
