package io.cityward.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MediaClockTest {

  private static final long SECOND = 1_000_000;
  private static final long START = 7_000_000_000L;

  private final MediaClock clock = new MediaClock();

  @Test
  void countsFromTheFirstPacketByTheCamerasStamps() {
    assertThat(at(5000 * SECOND, 0)).isZero();
    // Late by the network, not by the camera.
    assertThat(at(5000 * SECOND + 40_000, 90_000)).isEqualTo(40_000);
    assertThat(at(5000 * SECOND + 80_000, 95_000)).isEqualTo(80_000);
  }

  @Test
  void keepsTheOrderOfDisplayWhereItDiffersFromThatOfArrival() {
    at(0, 0);

    assertThat(at(120_000, 40_000)).isEqualTo(120_000);
    assertThat(at(40_000, 80_000)).isEqualTo(40_000);
    assertThat(at(80_000, 120_000)).isEqualTo(80_000);
  }

  @Test
  void goesOnWithOurOwnTimeWhenTheStampsJumpAhead() {
    at(0, 0);
    at(SECOND, SECOND);

    assertThat(at(3600 * SECOND, 2 * SECOND)).isEqualTo(2 * SECOND);
    assertThat(at(3601 * SECOND, 3 * SECOND)).isEqualTo(3 * SECOND);
  }

  @Test
  void goesOnWithOurOwnTimeWhenTheStampsJumpBack() {
    at(100 * SECOND, 0);
    at(110 * SECOND, 10 * SECOND);

    assertThat(at(0, 11 * SECOND)).isEqualTo(11 * SECOND);
    assertThat(at(SECOND, 12 * SECOND)).isEqualTo(12 * SECOND);
  }

  @Test
  void countsTheGapOfAReconnect() {
    at(100 * SECOND, 0);
    at(101 * SECOND, SECOND);
    clock.reconnected();

    assertThat(at(0, 31 * SECOND)).isEqualTo(31 * SECOND);
    assertThat(at(40_000, 31 * SECOND)).isEqualTo(31 * SECOND + 40_000);
  }

  @Test
  void countsOurOwnTimeWithoutStamps() {
    assertThat(at(MediaClock.NONE, 0)).isZero();
    assertThat(at(MediaClock.NONE, 40_000)).isEqualTo(40_000);
    assertThat(at(9 * SECOND, 80_000)).isEqualTo(80_000);
    assertThat(at(9 * SECOND + 40_000, 80_000)).isEqualTo(120_000);
  }

  private long at(long ptsMicros, long afterMicros) {
    return clock.at(ptsMicros, START + afterMicros * 1000);
  }
}
