package io.cityward.alerts.compute;

import static io.cityward.alerts.compute.Grants.compute;
import static io.cityward.alerts.compute.Grants.day;
import static io.cityward.alerts.compute.Grants.days;
import static io.cityward.alerts.compute.Grants.grant;
import static io.cityward.alerts.compute.Grants.on;
import static io.cityward.alerts.compute.Grants.units;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guarantees hold at every moment, and the words say why one would not. */
class ArithmeticTest {

  private final Arithmetic arithmetic = new Arithmetic(new ArithmeticWords(ZoneOffset.UTC));

  private Headroom ask(double units, int from, int until, Grant... grants) {
    return arithmetic.ofPool(120, 12, List.of(grants), units(units), days(from, until));
  }

  @Test
  void tellsTheWholeSum() {
    Headroom headroom =
        ask(40, 1, 31, compute("traffic-police", 60, 1, 31), compute("urban", 30, 1, 31));
    assertThat(headroom.fits()).isFalse();
    assertThat(headroom.words())
        .isEqualTo(
            "capacity 120 CU - reserve 12 - granted 90 (traffic-police 60, urban 30) = 18 left"
                + " from 2026-12-01 to 2026-12-31; asked: 40");
    assertThat(headroom.spans())
        .containsExactly(
            new Headroom.Span(
                day(1), day(31), 120, 12, Map.of("traffic-police", 60.0, "urban", 30.0), 18));
  }

  /** A grant of 100 CU from the 10th to the 20th leaves 8. */
  @ParameterizedTest
  @CsvSource({
    "8, 10, 20, true",
    "9, 10, 20, false",
    "9, 1, 10, true",
    "9, 20, 31, true",
    "9, 1, 11, false",
    "9, 19, 31, false",
    "9, 1, 31, false",
    "9, 12, 13, false",
    "108, 1, 10, true",
    "109, 1, 10, false",
    "0, 10, 20, true"
  })
  void looksAtEveryMomentOfThePeriod(double asked, int from, int until, boolean fits) {
    assertThat(ask(asked, from, until, compute("traffic", 100, 10, 20)).fits()).isEqualTo(fits);
  }

  @Test
  void namesTheTightestPartOfThePeriod() {
    Headroom headroom =
        ask(50, 1, 31, compute("a", 40, 5, 15), compute("b", 40, 10, 20), compute("c", 1, 1, 31));
    assertThat(headroom.words())
        .isEqualTo(
            "capacity 120 CU - reserve 12 - granted 81 (a 40, b 40, c 1) = 27 left"
                + " from 2026-12-10 to 2026-12-15; asked: 50");
    assertThat(headroom.spans())
        .extracting(Headroom.Span::left)
        .containsExactly(107.0, 67.0, 27.0, 67.0, 107.0);
  }

  @Test
  void grantsThatFollowOnEachOtherAreNeverAddedUp() {
    List<Grant> relay = new ArrayList<>();
    for (int i = 1; i < 30; i++) {
      relay.add(compute("traffic", 100, i, i + 1));
    }
    Headroom headroom = arithmetic.ofPool(120, 12, relay, units(8), days(1, 30));
    assertThat(headroom.fits()).isTrue();
    assertThat(headroom.spans()).hasSize(1);
  }

  @Test
  void aGrantThatWasRevokedCountsUntilThen() {
    Grant revoked =
        compute("traffic", 100, 1, 31).revoked(new Grant.Revocation(day(10), "li", "moved"));
    assertThat(ask(50, 10, 31, revoked).fits()).isTrue();
    assertThat(ask(50, 9, 31, revoked).fits()).isFalse();
  }

  @Test
  void aGrantThatWasRevokedBeforeItBeganNeverCounts() {
    Grant revoked =
        compute("traffic", 100, 10, 20).revoked(new Grant.Revocation(day(5), "li", "moved"));
    assertThat(ask(108, 1, 31, revoked).fits()).isTrue();
  }

  @Test
  void algorithmsTakeNothingFromThePool() {
    Grant algorithm = grant("traffic", on("smoke", 1, "cam-1"), 50, days(1, 31));
    assertThat(ask(108, 1, 31, algorithm).fits()).isTrue();
  }

  @Test
  void smallNumbersAddUpWithoutADifference() {
    List<Grant> tenths = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      tenths.add(compute("d" + i, 0.1, 1, 31));
    }
    assertThat(arithmetic.ofPool(120, 12, tenths, units(8), days(1, 31)).fits()).isTrue();
    assertThat(arithmetic.ofPool(120, 12, tenths, units(8.01), days(1, 31)).fits()).isFalse();
  }

  @Test
  void namesTheTenLargestOfMany() {
    List<Grant> many = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      many.add(compute("d" + i, i, 1, 31));
    }
    assertThat(arithmetic.ofPool(120, 12, many, units(1), days(1, 31)).words())
        .contains("granted 78 (d12 12, d11 11, ")
        .contains("d3 3, and 2 more) = 30 left");
  }

  @Test
  void aCeilingAboveTheCapacityDoesNotFit() {
    Headroom headroom =
        arithmetic.ofPool(120, 12, List.of(), new Allotment.Compute(10, 121, 1), days(1, 2));
    assertThat(headroom.fits()).isFalse();
    assertThat(headroom.words())
        .isEqualTo(
            "capacity 120 CU - reserve 12 - granted 0 = 108 left from 2026-12-01 to 2026-12-02;"
                + " asked: 10; ceiling: 121 (expected: at most the capacity, 120)");
  }

  @Test
  void tellsWhenThePoolHasBecomeSmallerThanWhatWasGranted() {
    Headroom headroom =
        arithmetic.ofPool(50, 5, List.of(compute("traffic", 100, 1, 31)), units(1), days(1, 31));
    assertThat(headroom.words()).contains("= -55 left");
  }

  @Test
  void aTimeOfDayIsToldInTheZoneOfTheCity() {
    Arithmetic shanghai = new Arithmetic(new ArithmeticWords(ZoneId.of("Asia/Shanghai")));
    Period period = new Period(day(1).minusSeconds(8 * 3600), day(2).plusSeconds(90));
    assertThat(shanghai.ofPool(120, 12, List.of(), units(1), period).words())
        .endsWith("left from 2026-12-01 to 2026-12-02T08:01+08:00; asked: 1");
  }

  @Test
  void anAlgorithmFitsIntoWhatItsDepartmentIsGuaranteed() {
    List<Grant> own =
        List.of(
            compute("urban", 20, 1, 31),
            compute("urban", 10, 10, 31),
            grant("urban", on("smoke", 1, "cam-1"), 15, days(5, 20)));
    Headroom late = ofUrban(own, 10, 31);
    assertThat(late.fits()).isTrue();
    Headroom early = ofUrban(own, 1, 31);
    assertThat(early.fits()).isFalse();
    assertThat(early.words())
        .isEqualTo(
            "urban is guaranteed 20 CU - algorithms 15 (smoke 15) = 5 left"
                + " from 2026-12-05 to 2026-12-10; asked: 12 (3 cameras × 2 fps × 2 CU·s)");
  }

  private Headroom ofUrban(List<Grant> own, int from, int until) {
    return arithmetic.ofDepartment(
        "urban", own, on("city-garbage", 2, "cam-1", "cam-2", "cam-3"), 2, days(from, until));
  }

  @Test
  void anAlgorithmOfADepartmentWithoutComputeDoesNotFit() {
    Headroom headroom =
        arithmetic.ofDepartment("urban", List.of(), on("smoke", 1, "cam-1"), 0.5, days(1, 2));
    assertThat(headroom.words())
        .isEqualTo(
            "urban is guaranteed 0 CU - algorithms 0 = 0 left from 2026-12-01 to 2026-12-02;"
                + " asked: 0.5 (1 camera × 1 fps × 0.5 CU·s)");
    assertThat(headroom.fits()).isFalse();
  }
}
