package io.cityward.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveTimesTest {

  private static final long MILLI = Mp4Muxer.TICKS_PER_SECOND / 1000;

  @Test
  void decodesAndShowsAtOnceWhereNothingIsReordered() {
    assertThat(of(0, 5000, 5040, 5080)).containsExactly(stamp(0, 0), stamp(40, 40), stamp(80, 80));
  }

  @Test
  void decodesTheSmallestOfThoseThatAreAhead() {
    assertThat(of(1, 0, 120, 40, 80, 240))
        .containsExactly(
            stamp(40, 0), stamp(160, 40), stamp(80, 80), stamp(120, 120), stamp(280, 160));
  }

  @Test
  void learnsThatPicturesAreReordered() {
    List<LiveTimes.Stamp> stamps = of(0, 0, 120, 40, 80, 240, 160, 200, 360, 280, 320);
    assertInOrder(stamps);
    // From the second group on, every picture has its own time.
    assertThat(stamps.subList(4, 10))
        .extracting(s -> s.presentation() / MILLI)
        .containsExactly(240L, 160L, 200L, 360L, 280L, 320L);
  }

  @Test
  void goesOnAfterAGap() {
    List<LiveTimes.Stamp> stamps = of(1, 0, 120, 40, 80, 9000, 9120, 9040, 9080);
    assertInOrder(stamps);
    assertThat(stamps.get(4).presentation()).isEqualTo(9040 * MILLI);
  }

  @Test
  void staysInOrderWhateverComes() {
    assertInOrder(of(0, 900, 800, 700, 600, 500, 400, 300, 200, 100, 0, 1000, 1000, 1000));
  }

  private static void assertInOrder(List<LiveTimes.Stamp> stamps) {
    assertThat(stamps).extracting(LiveTimes.Stamp::decoding).isSorted().doesNotHaveDuplicates();
    assertThat(stamps).allMatch(s -> s.decoding() <= s.presentation() && s.decoding() >= 0);
  }

  private static List<LiveTimes.Stamp> of(int reordered, long... millis) {
    LiveTimes times = new LiveTimes(reordered, millis[0] * 1000);
    List<LiveTimes.Stamp> stamps = new ArrayList<>();
    for (long at : millis) {
      stamps.add(times.next(at * 1000));
    }
    return stamps;
  }

  private static LiveTimes.Stamp stamp(long presentation, long decoding) {
    return new LiveTimes.Stamp(presentation * MILLI, decoding * MILLI);
  }
}
