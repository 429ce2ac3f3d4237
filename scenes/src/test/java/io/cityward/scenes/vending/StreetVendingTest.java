package io.cityward.scenes.vending;

import static io.cityward.scenes.vending.Pavement.START;
import static io.cityward.scenes.vending.Pavement.all;
import static io.cityward.scenes.vending.Pavement.goods;
import static io.cityward.scenes.vending.Pavement.person;
import static io.cityward.scenes.vending.Pavement.thing;
import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.core.Box;
import io.cityward.inference.Detection;
import io.cityward.scenes.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreetVendingTest {

  private static final String SETTINGS = "dwell: PT20S\nleaveAfter: PT30S\n";

  private static final List<Detection> GOODS = goods(0.5, 0.8);
  private static final List<Detection> TWO = List.of(person(0.42, 0.8), person(0.6, 0.8));
  private static final List<Detection> STALL = all(GOODS, TWO);

  private final Pavement pavement = new Pavement(2, SETTINGS);

  @ParameterizedTest
  @ValueSource(doubles = {0.25, 0.5, 1, 2, 5})
  void alarmsOnceForAStallThatStandsLongerThanTheDwellAtAnyRate(double framesPerSecond) {
    Pavement any = new Pavement(framesPerSecond, SETTINGS).show(120, STALL);

    assertThat(any.begun()).hasSize(1);
    Finding finding = any.begun().get(0);
    assertThat(Duration.between(START, finding.began()))
        .isBetween(Duration.ZERO, Duration.ofSeconds(8));
    assertThat(finding.due()).isEqualTo(finding.began().plusSeconds(20));
    assertThat(Duration.between(finding.due(), finding.seen()))
        .isBetween(Duration.ZERO, Duration.ofSeconds(4));
    assertThat(finding.box().iou(new Box(0.4, 0.5, 0.6, 0.8))).isGreaterThan(0.9);
    assertThat(finding.zoneId()).isEqualTo("pavement");
    assertThat(finding.reason()).contains("no-vending pavement").contains("allowed 20 s");
    assertThat(any.findings()).extracting(Finding::trackId).containsOnly(finding.trackId());
    assertThat(any.ended()).isEmpty();
  }

  @Test
  void saysNothingBeforeTheDwellIsOver() {
    assertThat(pavement.show(20, STALL).findings()).isEmpty();
  }

  @Test
  void addsUpWhatTheDetectorSeesInThreeOfFourLooks() {
    pavement.play(60, t -> (int) (2 * t) % 4 == 0 ? TWO : STALL);

    assertThat(pavement.begun()).hasSize(1);
    assertThat(pavement.ended()).isEmpty();
  }

  @Test
  void keepsAStallBehindCustomers() {
    Detection crowd = new Detection("person", new Box(0.3, 0.4, 0.7, 0.9), 0.7);

    pavement.show(40, STALL).show(20, all(List.of(crowd), TWO)).show(30, STALL);

    assertThat(pavement.begun()).hasSize(1);
    assertThat(pavement.ended()).isEmpty();
  }

  @Test
  void endsWhenItIsGone() {
    pavement.show(40, STALL).show(60, List.of());

    assertThat(pavement.begun()).hasSize(1);
    assertThat(pavement.ended()).hasSize(1);
    Finding end = pavement.ended().get(0);
    assertThat(end.trackId()).isEqualTo(pavement.begun().get(0).trackId());
    assertThat(Duration.between(START, end.seen()))
        .isBetween(Duration.ofSeconds(38), Duration.ofSeconds(51));
  }

  @Test
  void endsWhenNobodyIsAtTheGoodsAnyMore() {
    pavement.show(40, STALL).show(60, GOODS);

    assertThat(pavement.ended()).hasSize(1);
  }

  @Test
  void doesNotAlarmForGoodsThatNobodyIsAt() {
    assertThat(pavement.show(120, GOODS).findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 2, 5})
  void doesNotAlarmForPassersByWithWhatTheyCarry(double framesPerSecond) {
    Pavement busy = new Pavement(framesPerSecond, SETTINGS);

    busy.play(
        120,
        t -> {
          List<Detection> seen = new ArrayList<>();
          for (int i = 0; i < 3; i++) {
            double x = 0.1 + (t * 0.08 + i * 0.27) % 0.8;
            seen.add(person(x, 0.7 + 0.1 * i));
            seen.add(thing("bottle", x + 0.03, 0.6 + 0.1 * i, 0.3));
            seen.add(new Detection("umbrella", new Box(x - 0.1, 0.3, x + 0.1, 0.45), 0.5));
          }
          return seen;
        });

    assertThat(busy.findings()).isEmpty();
  }

  @Test
  void doesNotAlarmForGoodsThatPeopleOnlyPass() {
    pavement.play(120, t -> all(GOODS, List.of(person(0.1 + (t * 0.11) % 0.8, 0.8))));

    assertThat(pavement.findings()).isEmpty();
  }

  @Test
  void doesNotAlarmForACrowdThatWaitsWithBagsAndUmbrellas() {
    List<Detection> crowd = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      double x = 0.1 + 0.1 * i;
      crowd.add(person(x, 0.8));
      crowd.add(thing("handbag", x, 0.7, 0.5));
      crowd.add(thing("suitcase", x + 0.05, 0.8, 0.5));
      crowd.add(new Detection("umbrella", new Box(x - 0.07, 0.4, x + 0.07, 0.5), 0.6));
    }

    assertThat(pavement.show(300, crowd).findings()).isEmpty();
  }

  @Test
  void doesNotAlarmForSomebodyWhoWaitsWithABottle() {
    List<Detection> waiting = List.of(person(0.5, 0.8), thing("bottle", 0.55, 0.7, 0.6));

    assertThat(pavement.show(300, waiting).findings()).isEmpty();
  }

  @Test
  void doesNotAlarmForParkedBicyclesAndCars() {
    List<Detection> parked = new ArrayList<>(TWO);
    for (String label : List.of("bicycle", "motorcycle", "car", "truck", "bicycle")) {
      double x = 0.2 + 0.1 * parked.size();
      parked.add(new Detection(label, new Box(x - 0.06, 0.6, x + 0.06, 0.8), 0.7));
    }

    assertThat(pavement.show(300, parked).findings()).isEmpty();
  }

  @Test
  void doesNotAlarmForATerraceOutsideTheZone() {
    List<Detection> terrace =
        all(
            goods(0.5, 0.35),
            List.of(thing("chair", 0.4, 0.38, 0.6), thing("dining-table", 0.5, 0.38, 0.6)),
            List.of(person(0.42, 0.38), person(0.6, 0.38)));

    assertThat(pavement.show(300, terrace).findings()).isEmpty();
  }

  @Test
  void doesNotTakeFurnitureAndShadeWithoutGoodsForAStall() {
    List<Detection> seats =
        all(
            TWO,
            List.of(
                thing("chair", 0.45, 0.8, 0.7),
                thing("chair", 0.5, 0.8, 0.7),
                thing("dining-table", 0.55, 0.8, 0.7),
                new Detection("umbrella", new Box(0.4, 0.5, 0.6, 0.6), 0.7)));

    assertThat(pavement.show(300, seats).findings()).isEmpty();
  }

  @Test
  void aPackThatReportsStallsIsEnoughByItself() {
    Detection stall = new Detection("stall", new Box(0.4, 0.5, 0.6, 0.8), 0.3);

    assertThat(pavement.show(60, List.of(stall)).begun()).hasSize(1);
  }

  @Test
  void startsAnewAfterAGapOfMoreThanAMinute() {
    pavement.show(15, STALL).jump(Duration.ofSeconds(61)).show(15, STALL);

    assertThat(pavement.findings()).isEmpty();
    assertThat(pavement.show(10, STALL).begun()).hasSize(1);
  }

  @Test
  void startsAnewWhenTheCameraTurns() {
    List<Detection> elsewhere = all(goods(0.2, 0.95), List.of(person(0.12, 0.95)));

    pavement.show(18, STALL).show(18, elsewhere);

    assertThat(pavement.findings()).isEmpty();
  }

  @Test
  void saysNothingOfThreeFrames() {
    assertThat(pavement.show(1.5, STALL).findings()).isEmpty();
  }

  @Test
  void unevenFramesOfAVariableRateTellTheSame() {
    double[] steps = {0.04, 0.04, 1.9, 0.5, 0.04, 1.2, 0.2, 2, 0.04, 1};
    for (int i = 0; i < 60; i++) {
      pavement.show(0.5, STALL).jump(Duration.ofMillis((long) (1000 * steps[i % 10]) - 500));
    }

    assertThat(pavement.begun()).hasSize(1);
    assertThat(pavement.ended()).isEmpty();
  }

  @Test
  void twoStallsFarApartAreTwo() {
    pavement.show(
        40,
        all(
            goods(0.15, 0.8),
            List.of(person(0.1, 0.8)),
            goods(0.85, 0.8),
            List.of(person(0.9, 0.8))));

    assertThat(pavement.begun()).hasSize(2);
  }
}
