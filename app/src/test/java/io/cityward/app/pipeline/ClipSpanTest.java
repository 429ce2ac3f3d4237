package io.cityward.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClipSpanTest {

  private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");

  @ParameterizedTest(name = "10..22 s and {0}..{1} s, at most {2} s: {3}")
  @CsvSource({
    "10, 22, 60, true",
    "11, 23, 60, true",
    "16, 28, 60, true",
    "17, 29, 60, false",
    "4, 16, 60, true",
    "3, 15, 60, false",
    "22, 34, 60, false",
    "50, 62, 60, false",
    // One inside the other, however short.
    "12, 13, 60, true",
    "0, 40, 60, true",
    // Not beyond the bound.
    "12, 24, 14, true",
    "13, 25, 14, false",
  })
  void spansThatOverlapByHalfShareAClip(int from, int to, int longest, boolean expected) {
    ClipSpan span = span(10, 22);
    ClipSpan other = span(from, to);
    assertThat(span.shares(other, Duration.ofSeconds(longest))).isEqualTo(expected);
    assertThat(other.shares(span, Duration.ofSeconds(longest))).isEqualTo(expected);
  }

  @Test
  void togetherTheyShowBoth() {
    assertThat(span(10, 22).with(span(14, 26))).isEqualTo(span(10, 26));
    assertThat(span(10, 22).with(span(12, 13))).isEqualTo(span(10, 22));
    assertThat(span(10, 22).with(span(14, 26)).length()).hasSeconds(16);
  }

  private static ClipSpan span(int from, int to) {
    return new ClipSpan(NOON.plusSeconds(from), NOON.plusSeconds(to));
  }
}
