package io.cityward.app.compute;

import io.cityward.alerts.compute.Allotment;
import io.cityward.alerts.compute.DepartmentShare;
import io.cityward.alerts.compute.Entitlements;
import io.cityward.alerts.compute.Grant;
import io.cityward.alerts.compute.book.ComputeBook;
import io.cityward.app.config.Task;
import io.cityward.core.CameraId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The grants in the book of this very process. */
final class BookGrants implements GrantSource {

  private final ComputeBook book;

  BookGrants(ComputeBook book) {
    this.book = book;
  }

  @Override
  public Grants at(Instant time) {
    Entitlements now = book.entitlements(time);
    Map<String, Grants.Compute> compute = new LinkedHashMap<>();
    now.shares()
        .forEach(
            (department, share) -> {
              if (!department.equals(Task.CITY)) {
                compute.put(department, compute(share));
              }
            });
    List<Grants.Right> rights = new ArrayList<>();
    for (Grant grant : now.grants()) {
      if (grant.given() instanceof Allotment.Algorithm given) {
        rights.add(right(grant.department(), given));
      }
    }
    return new Grants(compute, rights);
  }

  private static Grants.Compute compute(DepartmentShare share) {
    return new Grants.Compute(share.guaranteed(), share.ceiling(), share.priority());
  }

  private static Grants.Right right(String department, Allotment.Algorithm given) {
    return new Grants.Right(
        department,
        given.algorithm(),
        given.cameras().stream().map(CameraId::value).collect(Collectors.toSet()),
        given.framesPerSecond());
  }
}
