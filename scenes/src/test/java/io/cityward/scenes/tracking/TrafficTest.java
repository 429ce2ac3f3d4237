package io.cityward.scenes.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.core.Box;
import io.cityward.inference.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vehicles by their physics, in front of a detector that trembles, misses and doubts. */
class TrafficTest {

  private static final Instant START = Instant.parse("2026-05-04T08:00:00Z");

  /** A car is a tenth of the picture wide; its lane is given by where its wheels are. */
  private static final double LENGTH = 0.1;

  private static final Box BUS = new Box(0.35, 0.3, 0.75, 0.7);

  private final Tracker tracker = new Tracker(0.35, 0.25, Duration.ofSeconds(3));
  private final Random random = new Random(5);
  private final Set<Long> idsOfOne = new LinkedHashSet<>();
  private final Set<Long> idsOfOther = new LinkedHashSet<>();
  private double now;

  /** Where a car's middle is at a time, and what the detector makes of it. */
  private record Car(DoubleUnaryOperator way, double lane, Set<Long> ids) {}

  @ParameterizedTest
  @ValueSource(doubles = {1, 5, 25})
  void keepsTheIdsOfTwoVehiclesThatCross(double framesPerSecond) {
    Car right = new Car(t -> 0.1 + 0.07 * t, 0.55, idsOfOne);
    Car left = new Car(t -> 0.9 - 0.07 * t, 0.58, idsOfOther);

    drive(11, framesPerSecond, right, left);

    assertThat(idsOfOne).hasSize(1);
    assertThat(idsOfOther).hasSize(1).doesNotContainAnyElementsOf(idsOfOne);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 5, 25})
  void keepsTheIdsOfTwoVehiclesThatCrossWhileOneHidesTheOther(double framesPerSecond) {
    Car right = new Car(t -> 0.1 + 0.07 * t, 0.55, idsOfOne);
    Car left = new Car(t -> 0.9 - 0.07 * t, 0.56, idsOfOther);

    play(
        11,
        framesPerSecond,
        t -> {
          boolean meet = Math.abs(right.way.applyAsDouble(t) - left.way.applyAsDouble(t)) < 0.06;
          return meet ? List.of(left) : List.of(right, left);
        });

    assertThat(idsOfOne).hasSize(1);
    assertThat(idsOfOther).hasSize(1).doesNotContainAnyElementsOf(idsOfOne);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 2, 5, 25})
  void followsACarThatBrakesStandsAndDrivesOn(double framesPerSecond) {
    drive(16, framesPerSecond, new Car(TrafficTest::stopsAndGoes, 0.5, idsOfOne));

    assertThat(idsOfOne).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 5, 25})
  void tellsACarThatLeavesFromTheOneThatTakesItsPlace(double framesPerSecond) {
    Car leaves = new Car(t -> 0.5 + accelerated(t - 4), 0.5, idsOfOne);
    Car comes = new Car(t -> 0.5 - accelerated(Math.max(0, 12 - t)), 0.5, idsOfOther);

    play(
        20,
        framesPerSecond,
        t -> {
          List<Car> inSight = new ArrayList<>();
          if (leaves.way.applyAsDouble(t) < 0.95) {
            inSight.add(leaves);
          }
          if (comes.way.applyAsDouble(t) > 0.05) {
            inSight.add(comes);
          }
          return inSight;
        });

    assertThat(idsOfOne).hasSize(1);
    assertThat(idsOfOther).hasSize(1).doesNotContainAnyElementsOf(idsOfOne);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 5, 25})
  void remembersAStandingCarWhileABusStandsInFrontOfIt(double framesPerSecond) {
    Car parked = new Car(t -> 0.5, 0.5, idsOfOne);

    drive(6, framesPerSecond, parked);
    lookAtBus(20, framesPerSecond);
    drive(6, framesPerSecond, parked);

    assertThat(idsOfOne).hasSize(1);
  }

  @Test
  void doesNotWaitForACarBehindABusForEver() {
    Car parked = new Car(t -> 0.5, 0.5, idsOfOne);

    drive(6, 2, parked);
    lookAtBus(40, 2);
    drive(6, 2, parked);

    assertThat(idsOfOne).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 5, 25})
  void followsACarThatPassesBehindAPoleForASecond(double framesPerSecond) {
    Car car = new Car(t -> 0.1 + 0.07 * t, 0.5, idsOfOne);

    play(10, framesPerSecond, t -> t > 4 && t < 5.2 ? List.of() : List.of(car));

    assertThat(idsOfOne).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2, 5})
  void bearsThatEveryFourthLookMissesACarThatStands(double framesPerSecond) {
    Car car = new Car(t -> 0.5, 0.5, idsOfOne);

    play(60, framesPerSecond, t -> (int) (t * framesPerSecond) % 4 == 3 ? List.of() : List.of(car));

    assertThat(idsOfOne).hasSize(1);
  }

  @Test
  void worksAtUnevenSteps() {
    Car car = new Car(t -> 0.1 + 0.03 * t, 0.5, idsOfOne);
    double[] steps = {0.04, 2, 0.5, 0.5, 1.5, 0.04, 2.5, 0.2, 4, 1, 0.04, 3, 2};

    for (double step : steps) {
      look(List.of(car), now);
      now += step;
    }

    assertThat(idsOfOne).hasSize(1);
  }

  @Test
  void sureDetectionsFaintOnesAndMissesOfAnHourLeaveNothingBehind() {
    for (int minute = 0; minute < 60; minute++) {
      double from = now;
      drive(
          60,
          2,
          new Car(t -> 0.05 + 0.045 * ((t + from) % 20), 0.5, idsOfOne),
          new Car(t -> 0.95 - 0.045 * ((t + from) % 20), 0.7, idsOfOther));
    }

    assertThat(tracker.remembered()).isLessThanOrEqualTo(4);
    assertThat(idsOfOne.size() + idsOfOther.size()).isBetween(360, 400);
  }

  /** How far away some seconds after it starts, at half a length per second and second. */
  private static double accelerated(double seconds) {
    double early = Math.max(0, Math.min(1.8, seconds));
    return LENGTH * (0.25 * square(early) + 0.9 * Math.max(0, seconds - 1.8));
  }

  /** Brakes at the fourth second, stands from the sixth to the eleventh. */
  private static double stopsAndGoes(double t) {
    double braking = Math.max(0, Math.min(2, t - 4));
    return 0.2
        + 0.06 * Math.min(t, 4)
        + 0.06 * braking
        - 0.015 * square(braking)
        + accelerated(t - 11);
  }

  private static double square(double value) {
    return value * value;
  }

  private void drive(double seconds, double framesPerSecond, Car... cars) {
    play(seconds, framesPerSecond, t -> List.of(cars));
  }

  private interface Script {
    List<Car> at(double seconds);
  }

  private void play(double seconds, double framesPerSecond, Script script) {
    int looks = (int) Math.round(seconds * framesPerSecond);
    for (int i = 0; i < looks; i++) {
      double t = i / framesPerSecond;
      look(script.at(t), t);
      now += 1 / framesPerSecond;
    }
  }

  private void lookAtBus(double seconds, double framesPerSecond) {
    for (int i = 0; i < seconds * framesPerSecond; i++) {
      tracker.update(time(), List.of(new Detection("bus", BUS, 0.7)));
      now += 1 / framesPerSecond;
    }
  }

  /** The detector's boxes tremble by three percent of a length, its scores by a third. */
  private void look(List<Car> cars, double t) {
    List<Detection> detections = new ArrayList<>();
    for (Car car : cars) {
      detections.add(detection(car.way.applyAsDouble(t), car.lane));
    }
    List<Track> tracks = tracker.update(time(), detections);
    for (int i = 0; i < cars.size(); i++) {
      Detection detection = detections.get(i);
      Set<Long> ids = cars.get(i).ids;
      tracks.stream()
          .filter(track -> track.detection() == detection)
          .forEach(t2 -> ids.add(t2.id()));
    }
  }

  private Detection detection(double x, double lane) {
    double dx = 0.03 * LENGTH * random.nextGaussian();
    double dy = 0.02 * LENGTH * random.nextGaussian();
    double grown = 1 + 0.03 * random.nextGaussian();
    double half = grown * LENGTH / 2;
    Box box = new Box(x + dx - half, lane + dy - 1.2 * half, x + dx + half, lane + dy + 1.2 * half);
    return new Detection("car", box, 0.5 + 0.1 * random.nextGaussian());
  }

  private Instant time() {
    return START.plusNanos((long) (now * 1e9));
  }
}
