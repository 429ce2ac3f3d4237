package io.cityward.inference.fair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Timelines of a pool of 100 CU whose cameras want more than it has. */
class FairQueueTest {

  private static final double CAPACITY = 100;

  /** Two sessions: one inference of the reference takes 20 ms. */
  private final Timeline city = new Timeline(2, CAPACITY);

  private static Share guaranteed(double units) {
    return new Share(units, Share.UNLIMITED, 0);
  }

  private void shareFiveThreeTwo() {
    city.queue.shares(
        Map.of("roads", guaranteed(50), "waste", guaranteed(30), "parks", guaranteed(20)));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "10, 1, 1", "1, 10, 1", "0.5, 0.5, 10", "3, 3, 3"})
  void saturatingDepartmentsGetTheirSharesWhateverTheirModelsCost(
      double roads, double waste, double parks) {
    shareFiveThreeTwo();
    city.lanes(20, roads, "roads");
    city.lanes(20, waste, "waste");
    city.lanes(20, parks, "parks");

    city.pass(1).pass(20);

    assertThat(city.used("roads")).isCloseTo(50, withPercentage(5));
    assertThat(city.used("waste")).isCloseTo(30, withPercentage(5));
    assertThat(city.used("parks")).isCloseTo(20, withPercentage(5));
    assertThat(city.busy()).isGreaterThan(0.99);
  }

  @Test
  void lendsAtOnceWhatADepartmentDoesNotUseAndGivesItBackWithinASecond() {
    shareFiveThreeTwo();
    List<Timeline.Lane> roads = city.lanes(20, 1, "roads");
    city.lanes(20, 1, "waste");
    city.lanes(20, 1, "parks");
    city.pass(10);

    roads.forEach(Timeline.Lane::stop);
    city.pass(1);
    assertThat(city.busy()).isGreaterThan(0.99);
    assertThat(city.used("waste")).isCloseTo(60, withPercentage(10));
    city.pass(600);
    assertThat(city.used("waste")).isCloseTo(60, withPercentage(5));
    assertThat(city.used("parks")).isCloseTo(40, withPercentage(5));

    roads.forEach(Timeline.Lane::goOn);
    city.pass(0.2);
    assertThat(city.used("roads")).as("in the first fifth of a second").isGreaterThan(45);
    city.pass(1);
    assertThat(city.used("roads")).isCloseTo(50, withPercentage(5));
    assertThat(city.used("waste")).isCloseTo(30, withPercentage(5));
    assertThat(city.used("parks")).isCloseTo(20, withPercentage(5));
  }

  @Test
  void givesNoCreditForHavingBeenIdle() {
    shareFiveThreeTwo();
    List<Timeline.Lane> roads = city.lanes(20, 1, "roads");
    city.lanes(20, 1, "waste");
    city.lanes(20, 1, "parks");
    city.pass(5);
    roads.forEach(Timeline.Lane::stop);
    city.pass(3600);

    roads.forEach(Timeline.Lane::goOn);
    city.pass(0.5);

    assertThat(city.used("roads")).isBetween(47.0, 58.0);
  }

  @Test
  void chargesNobodyLaterForWhatItBorrowed() {
    city.queue.shares(Map.of("roads", guaranteed(50), "waste", guaranteed(50)));
    city.lanes(20, 1, "roads");
    city.pass(600);
    assertThat(city.used("roads")).isCloseTo(100, withPercentage(1));

    city.lanes(20, 1, "waste");
    city.pass(1);

    assertThat(city.used("roads")).isCloseTo(50, withPercentage(8));
    assertThat(city.used("waste")).isCloseTo(50, withPercentage(8));
  }

  @Test
  void losesNoPictureOfADepartmentThatStaysBelowItsGuarantee() {
    city.queue.shares(Map.of("roads", guaranteed(50), "waste", new Share(10, Share.UNLIMITED, 9)));
    List<Timeline.Lane> roads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      roads.add(city.lane(1, "roads", 2));
    }
    city.lanes(20, 3, "waste");

    city.pass(60);

    assertThat(city.used("roads")).isCloseTo(40, withPercentage(2));
    assertThat(city.used("waste")).as("all the rest").isCloseTo(60, withPercentage(2));
    assertThat(roads).allSatisfy(lane -> assertThat(lane.replaced).isZero());
  }

  @Test
  void lowersTheRatesOfADepartmentsCamerasEvenlyInOverload() {
    city.queue.shares(Map.of("roads", guaranteed(50), "waste", guaranteed(50)));
    List<Timeline.Lane> roads = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      roads.add(city.lane(1, "roads", 4));
    }
    city.lanes(20, 1, "waste");

    city.pass(60);

    // 100 pictures a second are wanted, 50 are paid for.
    assertThat(roads).allSatisfy(lane -> assertThat(lane.turns).isBetween(110, 130));
  }

  @Test
  void givesEverybodyLessInProportionWhereMoreIsGuaranteedThanThere() {
    city.queue.shares(
        Map.of("roads", guaranteed(250), "waste", guaranteed(150), "parks", guaranteed(100)));
    city.lanes(20, 1, "roads");
    city.lanes(20, 1, "waste");
    city.lanes(20, 1, "parks");

    city.pass(5).pass(20);

    assertThat(city.used("roads")).isCloseTo(50, withPercentage(5));
    assertThat(city.used("waste")).isCloseTo(30, withPercentage(5));
    assertThat(city.used("parks")).isCloseTo(20, withPercentage(5));
  }

  @Test
  void restoresWhoComesBackIntoOverload() {
    city.queue.shares(
        Map.of("roads", guaranteed(250), "waste", guaranteed(150), "parks", guaranteed(100)));
    List<Timeline.Lane> roads = city.lanes(20, 1, "roads");
    city.lanes(20, 1, "waste");
    city.lanes(20, 1, "parks");
    city.pass(5);
    roads.forEach(Timeline.Lane::stop);
    city.pass(60);
    assertThat(city.used("waste")).isCloseTo(60, withPercentage(5));

    roads.forEach(Timeline.Lane::goOn);
    city.pass(1);

    assertThat(city.used("roads")).isCloseTo(50, withPercentage(8));
    assertThat(city.used("parks")).isCloseTo(20, withPercentage(8));
  }

  @Test
  void keepsEachBelowItsCeilingThoughSessionsAreFree() {
    city.queue.shares(Map.of("roads", new Share(10, 30, 5)));
    city.lanes(20, 1, "roads");
    city.pass(2);

    for (int second = 0; second < 5; second++) {
      city.pass(1);
      assertThat(city.used("roads")).isCloseTo(30, withPercentage(5));
    }
    assertThat(city.busy()).isCloseTo(0.3, within(0.02));
  }

  @Test
  void letsACeilingEvenOutOverAboutASecond() {
    city.queue.shares(Map.of("roads", new Share(10, 30, 0)));
    Timeline.Lane dear = city.lane(15, "roads");

    city.pass(20);

    assertThat(dear.turns).as("one each half second").isBetween(40, 42);
  }

  @Test
  void lendsByPriorityFirst() {
    city.queue.shares(
        Map.of(
            "roads", new Share(20, Share.UNLIMITED, 1),
            "waste", new Share(20, Share.UNLIMITED, 0),
            "parks", new Share(20, 30, 2)));
    city.lanes(20, 1, "roads");
    city.lanes(20, 1, "waste");
    city.lanes(20, 1, "parks");

    city.pass(2).pass(20);

    assertThat(city.used("parks")).as("up to its ceiling").isCloseTo(30, withPercentage(5));
    assertThat(city.used("waste")).as("what it is guaranteed").isCloseTo(20, withPercentage(5));
    assertThat(city.used("roads")).as("what is left").isCloseTo(50, withPercentage(5));
  }

  @Test
  void lendsInProportionWithinAPriority() {
    city.queue.shares(Map.of("roads", guaranteed(10), "waste", guaranteed(30)));
    city.lanes(20, 1, "roads");
    city.lanes(20, 4, "waste");

    city.pass(2).pass(20);

    assertThat(city.used("roads")).isCloseTo(25, withPercentage(5));
    assertThat(city.used("waste")).isCloseTo(75, withPercentage(5));
  }

  @Test
  void letsADepartmentWithoutAGuaranteeLiveOnWhatOthersLeave() {
    city.queue.shares(Map.of("roads", guaranteed(100)));
    List<Timeline.Lane> roads = city.lanes(20, 1, "roads");
    city.lanes(20, 1, "visitors");
    city.pass(2).pass(10);
    assertThat(city.used("visitors")).isLessThan(3);

    roads.subList(2, 20).forEach(Timeline.Lane::stop);
    roads.get(1).stop();
    city.pass(10);

    // One lane of roads keeps one of two sessions at most.
    assertThat(city.used("visitors")).isGreaterThan(45);
    assertThat(city.busy()).isGreaterThan(0.99);
  }

  @Test
  void chargesEachPayerItsPartAndServesTheLaneOnce() {
    city.queue.shares(Map.of("roads", guaranteed(50), "waste", guaranteed(50)));
    Timeline.Lane shared = city.lane(1, Map.of("roads", 3.0, "waste", 1.0));

    city.pass(10);

    assertThat(shared.turns).isBetween(490, 501);
    assertThat(city.used("roads")).isCloseTo(37.5, withPercentage(2));
    assertThat(city.used("waste")).isCloseTo(12.5, withPercentage(2));
  }

  @Test
  void servesASharedLaneWhenTheTurnOfAnyPayerComes() {
    city.queue.shares(Map.of("roads", guaranteed(80), "waste", guaranteed(20)));
    Timeline.Lane shared = city.lane(1, Map.of("roads", 1.0, "waste", 1.0));
    List<Timeline.Lane> own = city.lanes(20, 1, "waste");
    city.lanes(20, 1, "roads");

    city.pass(2).pass(20);

    int most = own.stream().mapToInt(lane -> lane.turns).max().orElseThrow();
    assertThat(shared.turns).as("roads takes it far more often").isGreaterThan(2 * most);
    assertThat(city.used("roads")).isCloseTo(80, withPercentage(5));
    assertThat(city.used("waste")).isCloseTo(20, withPercentage(5));
  }

  @Test
  void chargesWhatATurnReallyTookAndNotWhatWasExpected() {
    city.queue.shares(Map.of("roads", guaranteed(50), "waste", guaranteed(50)));
    city.lanes(20, 5, "roads").forEach(lane -> lane.estimate = 1);
    city.lanes(20, 1, "waste").forEach(lane -> lane.estimate = 3);

    city.pass(2).pass(20);

    assertThat(city.used("roads")).isCloseTo(50, withPercentage(5));
    assertThat(city.used("waste")).isCloseTo(50, withPercentage(5));
  }

  @Test
  void givesLanesOfADepartmentTheirTurnsInTheOrderInWhichTheyAsked() {
    List<Timeline.Lane> lanes = city.lanes(7, 1, "city");

    city.pass(7);

    assertThat(lanes).allSatisfy(lane -> assertThat(lane.turns).isBetween(99, 101));
  }

  @Test
  void followsGrantsAtOnce() {
    shareFiveThreeTwo();
    city.lanes(20, 1, "roads");
    city.lanes(20, 1, "waste");
    city.lanes(20, 1, "parks");
    city.pass(10);

    city.queue.shares(
        Map.of("roads", guaranteed(20), "waste", guaranteed(30), "parks", guaranteed(50)));
    city.pass(1).pass(5);

    assertThat(city.used("roads")).isCloseTo(20, withPercentage(5));
    assertThat(city.used("parks")).isCloseTo(50, withPercentage(5));
  }

  @Test
  void saysWhenACeilingLetsSomebodyGoOn() {
    city.queue.shares(Map.of("roads", new Share(1, 2, 0)));
    Timeline.Lane lane = city.lane(1, "roads");
    city.pass(0.1);

    assertThat(city.queue.heldFor(city.now())).isBetween(0.1, 0.5);
    lane.stop();
    assertThat(city.queue.heldFor(city.now())).isInfinite();
  }

  @Test
  void keepsThePlacesOfThoseThatDoNotFit() {
    FairQueue<String> queue = new FairQueue<>(what -> 1);
    Payers<String> city = queue.payers(Map.of("city", 1.0));
    List.of("a", "b", "c").forEach(what -> queue.ask(what, city, 0));

    assertThat(queue.take(0, "b"::equals)).map(FairQueue.Taken::what).contains("b");
    assertThat(queue.take(0, "x"::equals)).isEmpty();
    assertThat(queue.take(0, what -> true)).map(FairQueue.Taken::what).contains("a");
    queue.leave("c", city);
    assertThat(queue.take(0, what -> true)).isEmpty();
  }
}
