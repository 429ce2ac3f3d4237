package io.cityward.alerts.compute;

import static io.cityward.alerts.compute.Grants.compute;
import static io.cityward.alerts.compute.Grants.day;
import static io.cityward.alerts.compute.Grants.days;
import static io.cityward.alerts.compute.Grants.grant;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EntitlementsTest {

  private static Entitlements of(double capacity, Grant... grants) {
    return new Entitlements(day(1), OptionalDouble.of(capacity), List.of(grants));
  }

  @Test
  void severalGrantsAddUpAndTheHighestPriorityCounts() {
    Entitlements entitlements =
        of(
            120,
            grant("urban", new Allotment.Compute(10, 20, 3), 10, days(1, 2)),
            grant("urban", new Allotment.Compute(5, 40, 7), 5, days(1, 2)),
            compute("traffic", 60, 1, 2));
    assertThat(entitlements.shares())
        .containsEntry("urban", new DepartmentShare(15, 60, 7))
        .containsEntry("traffic", new DepartmentShare(60, 60, 5))
        .containsEntry("city", new DepartmentShare(45, 120, 1))
        .hasSize(3);
  }

  @Test
  void theCityHasNothingGuaranteedInAPoolThatHasBecomeTooSmall() {
    assertThat(of(50, compute("traffic", 60, 1, 2)).shares())
        .containsEntry("city", new DepartmentShare(0, 50, 1));
  }

  @Test
  void theCityIsNotHeldBackBeforeThePoolHasBeenMeasured() {
    Entitlements unknown = new Entitlements(day(1), OptionalDouble.empty(), List.of());
    assertThat(unknown.shares())
        .containsEntry("city", new DepartmentShare(0, Double.POSITIVE_INFINITY, 1));
  }
}
