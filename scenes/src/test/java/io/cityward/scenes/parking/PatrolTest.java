package io.cityward.scenes.parking;

import static io.cityward.scenes.parking.Street.KERB;
import static io.cityward.scenes.parking.Street.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.core.Box;
import io.cityward.scenes.Finding;
import io.cityward.scenes.Finding.Phase;
import io.cityward.scenes.parking.Street.Car;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A camera that is visited for twenty seconds each quarter of an hour. */
class PatrolTest {

  private static final Duration DWELL = Duration.ofMinutes(10);
  private static final Duration ROUND = Duration.ofMinutes(15);
  private static final double VISIT = 20;
  private static final Car CAR = Car.at(KERB, 1);
  private static final Car OTHER = Car.at(KERB, 7);
  private static final Car BUS = new Car(new Box(0.30, 0.30, 0.75, 0.85), 2, "bus", 0.6);

  private final Street street = new Street(DWELL, 2, Duration.ofMinutes(40));

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2, 5})
  void aCarThatLooksTheSameInTwoVisitsHasStoodInBetween(double framesPerSecond) {
    Street any = new Street(DWELL, framesPerSecond, Duration.ofMinutes(40));

    any.show(VISIT, CAR).jump(ROUND);
    assertThat(any.findings()).isEmpty();
    any.show(VISIT, CAR);

    assertThat(any.begun()).hasSize(1);
    Finding finding = any.begun().get(0);
    assertThat(finding.began()).isEqualTo(START);
    assertThat(finding.due()).isEqualTo(START.plus(DWELL));
    assertThat(finding.reason()).contains("stands for 9");
  }

  @Test
  void isOneFindingOverManyVisits() {
    for (int visit = 0; visit < 8; visit++) {
      street.show(VISIT, CAR).jump(ROUND);
    }

    assertThat(street.begun()).hasSize(1);
    assertThat(street.ended()).isEmpty();
    assertThat(street.findings()).extracting(Finding::trackId).containsOnly(trackId());
    assertThat(street.findings()).hasSizeGreaterThan(10);
  }

  @Test
  void endsWithinTheVisitThatFindsThePlaceEmpty() {
    street.show(VISIT, CAR).jump(ROUND).show(VISIT, CAR).jump(ROUND);
    var lastSeen = street.now().minus(ROUND).minusMillis(500);

    street.show(8);

    assertThat(street.ended()).hasSize(1);
    assertThat(street.ended().get(0).trackId()).isEqualTo(trackId());
    assertThat(street.ended().get(0).seen()).isEqualTo(lastSeen);
  }

  @Test
  void endsOverSeveralVisitsThatAreShorterThanItsPatience() {
    street.show(VISIT, CAR).jump(ROUND).show(VISIT, CAR).jump(ROUND);

    street.show(4).jump(ROUND).show(4);

    assertThat(street.ended()).hasSize(1);
  }

  @Test
  void doesNotAddUpTwoCarsThatStoodInThePlaceAtTwoVisits() {
    street.show(VISIT, CAR).jump(ROUND).show(VISIT, OTHER);
    assertThat(street.findings()).isEmpty();
    var other = street.now().minusSeconds((long) VISIT);

    street.jump(ROUND).show(VISIT, OTHER);

    assertThat(street.begun()).extracting(Finding::began).containsExactly(other);
  }

  @Test
  void endsTheOneAndBeginsTheOtherWhereAnotherCarTookThePlace() {
    street.show(VISIT, CAR).jump(ROUND).show(VISIT, CAR).jump(ROUND);

    street.show(VISIT, OTHER).jump(ROUND).show(VISIT, OTHER);

    assertThat(street.begun()).hasSize(2);
    assertThat(street.ended()).extracting(Finding::trackId).containsExactly(trackId());
  }

  @Test
  void waitsForACarThatABusHidesForAWholeVisit() {
    street.show(VISIT, CAR).jump(ROUND).show(VISIT, CAR).jump(ROUND);

    street.show(VISIT, CAR.score(0), BUS).jump(ROUND).show(VISIT, CAR);

    assertThat(street.ended()).extracting(Finding::box).doesNotContain(KERB);
    assertThat(street.begun()).extracting(Finding::box).containsExactly(KERB);
    assertThat(street.findings().get(street.findings().size() - 1).phase())
        .isEqualTo(Phase.ONGOING);
  }

  @Test
  void keepsACarThatTheDetectorMissesForAWholeVisit() {
    street.show(VISIT, CAR.score(0.7)).jump(ROUND).show(VISIT / 2, CAR.score(0));
    street.jump(ROUND).show(VISIT, CAR.score(0.7));

    assertThat(street.begun()).extracting(Finding::began).containsExactly(START);
  }

  @Test
  void bearsThatTheLightHasChangedBetweenTwoVisits() {
    street.show(VISIT, CAR).jump(ROUND).brightness(0.5).show(VISIT, CAR);

    assertThat(street.begun()).extracting(Finding::began).containsExactly(START);
  }

  @Test
  void forgetsWhatItSawBeforeAGapThatIsTooLong() {
    street.show(VISIT, CAR).jump(Duration.ofMinutes(41)).show(VISIT, CAR);
    assertThat(street.findings()).isEmpty();

    street.jump(ROUND).show(VISIT, CAR);

    assertThat(street.begun()).hasSize(1);
    assertThat(street.begun().get(0).began()).isAfter(START.plus(ROUND));
  }

  @Test
  void doesNotAlarmForTrafficThatPassesInEveryVisit() {
    for (int visit = 0; visit < 5; visit++) {
      int first = 10 * visit;
      street.play(VISIT, t -> List.of(Car.at(passing(t), first + (int) (t / 4)))).jump(ROUND);
    }

    assertThat(street.findings()).isEmpty();
  }

  private String trackId() {
    return street.begun().get(0).trackId();
  }

  private static Box passing(double t) {
    double dx = 0.35 - 0.7 * (t % 4) / 4;
    return new Box(KERB.left() + dx, KERB.top(), KERB.right() + dx, KERB.bottom());
  }
}
