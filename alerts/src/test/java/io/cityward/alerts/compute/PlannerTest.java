package io.cityward.alerts.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.compute.Planner.Patrol;
import io.cityward.alerts.compute.Planner.Scene;
import io.cityward.core.CityException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {

  private static Planner planner(Scene... scenes) {
    return Planner.of(List.of(scenes), Patrol.USUAL);
  }

  @Test
  void saysWhatAGrantBuys() {
    Planner.Plan plan = planner(new Scene("city-garbage", 0.5, 4)).camerasFor(200);
    assertThat(plan.words())
        .isEqualTo(
            "200 CU: 100 cameras continuously, or 3,000 visited every 15 minutes for 30 seconds");
    assertThat(plan.perCamera()).isEqualTo(2);
    assertThat(plan.camerasOnPatrol()).isEqualTo(3000);
  }

  @Test
  void saysWhatCamerasNeed() {
    Planner.Plan plan = planner(new Scene("city-garbage", 0.5, 4)).computeFor(100);
    assertThat(plan.words())
        .isEqualTo(
            "100 cameras: 200 CU continuously, or 6.667 CU visited every 15 minutes for 30"
                + " seconds");
    assertThat(plan.computeUnits()).isEqualTo(200);
  }

  @Test
  void scenesOfOneAlgorithmShareItsInferences() {
    Planner.Plan plan =
        planner(
                new Scene("coco", 0.5, 1),
                new Scene("coco", 2, 1),
                new Scene("city-garbage", 0.5, 4))
            .camerasFor(40);
    assertThat(plan.perCamera()).isEqualTo(4);
    assertThat(plan.camerasContinuously()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 0.3, 3", "0.7, 4.9, 7", "1, 0.999, 0", "0.000001, 1000000, 2147483647"})
  void wholeCamerasOnly(double perCamera, double units, int cameras) {
    assertThat(planner(new Scene("a", 1, perCamera)).camerasFor(units).camerasContinuously())
        .isEqualTo(cameras);
  }

  @Test
  void bothDirectionsAgree() {
    Planner planner = planner(new Scene("a", 0.5, 1.37));
    for (int cameras = 1; cameras < 2000; cameras += 13) {
      double units = planner.computeFor(cameras).computeUnits();
      assertThat(planner.camerasFor(units).camerasContinuously()).isEqualTo(cameras);
    }
  }

  @Test
  void saysHoursAndSeconds() {
    Patrol patrol = new Patrol(Duration.ofHours(1), Duration.ofSeconds(90));
    assertThat(Planner.of(List.of(new Scene("a", 1, 1)), patrol).camerasFor(1).words())
        .isEqualTo("1 CU: 1 camera continuously, or 40 visited every 1 hour for 90 seconds");
  }

  @Test
  void refusesAPatrolThatStaysLongerThanItsRound() {
    assertThatThrownBy(() -> new Patrol(Duration.ofMinutes(1), Duration.ofMinutes(2)))
        .isInstanceOf(CityException.class)
        .hasMessage("stay: PT2M (expected: 1 s to every, PT1M)");
    assertThatThrownBy(() -> new Patrol(Duration.ofSeconds(1), Duration.ofSeconds(1)))
        .hasMessage("every: PT1S (expected: PT10S to PT24H)");
  }

  @Test
  void refusesToPlanNothing() {
    assertThatThrownBy(() -> planner())
        .hasMessage("scenes: 0 (expected: at least one that costs something)");
  }
}
