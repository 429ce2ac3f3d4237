package io.cityward.alerts.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be asked for, and for how long. */
class AllotmentTest {

  private static final Instant NOON = Instant.parse("2028-02-29T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "-1, 5, 5, guaranteed",
    "NaN, 5, 5, guaranteed",
    "Infinity, 5, 5, guaranteed",
    "1000001, 1000001, 5, guaranteed",
    "5, 4, 5, ceiling",
    "0, 0, 5, ceiling",
    "0, NaN, 5, ceiling",
    "1, Infinity, 5, ceiling",
    "1, 2, 0, priority",
    "1, 2, 11, priority"
  })
  void refusesCompute(double guaranteed, double ceiling, int priority, String field) {
    assertThatThrownBy(() -> new Allotment.Compute(guaranteed, ceiling, priority))
        .isInstanceOfSatisfying(
            CityException.class, e -> assertThat(e.problems().get(0).name()).isEqualTo(field));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1, algorithm",
    "../../x, 1, algorithm",
    "Upper, 1, algorithm",
    "a, 0, frames_per_second",
    "a, 61, frames_per_second",
    "a, NaN, frames_per_second"
  })
  void refusesAnAlgorithm(String name, double fps, String field) {
    assertThatThrownBy(() -> Allotment.Algorithm.of(name, List.of(new CameraId("c")), fps))
        .isInstanceOfSatisfying(
            CityException.class, e -> assertThat(e.problems().get(0).name()).isEqualTo(field));
  }

  @Test
  void refusesNoCamerasAndTooMany() {
    assertThatThrownBy(() -> Allotment.Algorithm.of("a", List.of(), 1))
        .hasMessage("camera_ids: 0 cameras (expected: 1 to 500)");
    List<CameraId> many = IntStream.range(0, 501).mapToObj(i -> new CameraId("c" + i)).toList();
    assertThatThrownBy(() -> Allotment.Algorithm.of("a", many, 1))
        .hasMessage("camera_ids: 501 cameras (expected: 1 to 500)");
  }

  @Test
  void aPeriodHasAnEndAfterItsBeginningAndWithinAYear() {
    Period year = new Period(NOON, Instant.parse("2029-02-28T12:00:00Z"));
    assertThat(year.holds(NOON)).isTrue();
    assertThat(year.holds(year.until())).isFalse();
    assertThatThrownBy(() -> new Period(NOON, NOON))
        .hasMessage("until: 2028-02-29T12:00:00Z (expected: after from, 2028-02-29T12:00:00Z)");
    assertThatThrownBy(() -> new Period(NOON, year.until().plusNanos(1000)))
        .hasMessageEndingWith("(expected: at most a year after from, 2029-02-28T12:00:00Z)");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "40, 40", "6.66666, 6.667", "0.0001, 0", "-18.5, -18.5", "1e9, 1000000000"})
  void numbersAreWrittenForPeople(double amount, String text) {
    assertThat(Amounts.text(amount)).isEqualTo(text);
  }
}
