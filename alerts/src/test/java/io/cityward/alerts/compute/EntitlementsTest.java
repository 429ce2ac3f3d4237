package io.cityward.alerts.compute;

import static io.cityward.alerts.compute.Grants.compute;
import static io.cityward.alerts.compute.Grants.day;
import static io.cityward.alerts.compute.Grants.days;
import static io.cityward.alerts.compute.Grants.grant;
import static io.cityward.alerts.compute.Grants.on;
import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.core.CameraId;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EntitlementsTest {

  private static Entitlements of(double capacity, Grant... grants) {
    return new Entitlements(day(1), OptionalDouble.of(capacity), List.of(grants));
  }

  private static Permission mayRun(Entitlements entitlements, String camera) {
    return entitlements.mayRun("urban", "smoke", new CameraId(camera));
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

  @Test
  void theCityRunsEverything() {
    assertThat(of(120).mayRun("city", "smoke", new CameraId("cam-1")).allowed()).isTrue();
  }

  @Test
  void othersRunWhatTheyWereGrantedWhereTheyWereGrantedIt() {
    Entitlements entitlements =
        of(
            120,
            compute("urban", 10, 1, 2),
            grant("urban", on("smoke", 1, "cam-1", "cam-2"), 1, days(1, 2)),
            grant("urban", on("smoke", 4, "cam-2"), 1, days(1, 2)));
    assertThat(mayRun(entitlements, "cam-1"))
        .isEqualTo(new Permission(true, 1, "G-0000000001 until 2026-12-02T00:00:00Z"));
    assertThat(mayRun(entitlements, "cam-2").framesPerSecond()).isEqualTo(4);
    assertThat(mayRun(entitlements, "cam-3"))
        .isEqualTo(new Permission(false, 0, "urban: camera cam-3 is in no grant for smoke"));
    assertThat(entitlements.mayRun("traffic", "smoke", new CameraId("cam-1")).reason())
        .isEqualTo("traffic: no grant for smoke is active");
  }

  @Test
  void anAlgorithmWithoutComputeWaits() {
    Entitlements entitlements = of(120, grant("urban", on("smoke", 1, "cam-1"), 1, days(1, 2)));
    assertThat(mayRun(entitlements, "cam-1").reason())
        .isEqualTo("urban: no grant for compute is active");
  }
}
