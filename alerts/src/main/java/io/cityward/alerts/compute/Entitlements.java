package io.cityward.alerts.compute;

import static io.cityward.alerts.compute.ComputeDepartment.CITY;

import io.cityward.core.CameraId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /**
   * Whether a department may run an algorithm on a camera: the city always, others by a grant for
   * it, as long as they have compute at all.
   */
  public Permission mayRun(String department, String algorithm, CameraId camera) {
    if (department.equals(CITY)) {
      return new Permission(true, Double.POSITIVE_INFINITY, "the city needs no grant");
    }
    List<Grant> own = grants.stream().filter(g -> g.department().equals(department)).toList();
    List<Grant> rights = own.stream().filter(g -> isFor(g, algorithm)).toList();
    Optional<Grant> right =
        rights.stream()
            .filter(g -> algorithm(g).cameras().contains(camera))
            .max(Comparator.comparingDouble(g -> algorithm(g).framesPerSecond()));
    if (rights.isEmpty()) {
      return Permission.refused(department + ": no grant for " + algorithm + " is active");
    }
    if (right.isEmpty()) {
      return Permission.refused(
          department + ": camera " + camera + " is in no grant for " + algorithm);
    }
    if (own.stream().noneMatch(g -> g.given() instanceof Allotment.Compute)) {
      return Permission.refused(department + ": no grant for compute is active");
    }
    return new Permission(
        true,
        algorithm(right.get()).framesPerSecond(),
        right.get().id() + " until " + right.get().ends());
  }

  private static boolean isFor(Grant grant, String algorithm) {
    return grant.given() instanceof Allotment.Algorithm given
        && given.algorithm().equals(algorithm);
  }

  private static Allotment.Algorithm algorithm(Grant grant) {
    return (Allotment.Algorithm) grant.given();
  }
}
