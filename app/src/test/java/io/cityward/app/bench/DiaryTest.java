package io.cityward.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiaryTest {

  private final Diary diary = new Diary();

  @Test
  void aSessionCountsForThePartOfItThatLiesInTheSpan() {
    diary.add(0, 100, 50);
    diary.add(1, 140, 80);
    assertThat(diary.busy(camera -> true, 0, 200)).isEqualTo(130);
    assertThat(diary.busy(camera -> camera == 0, 90, 120)).isEqualTo(10);
    assertThat(diary.busy(camera -> camera == 1, 90, 120)).isEqualTo(30);
    assertThat(diary.busy(camera -> true, 150, 200)).isZero();
  }

  @Test
  void theLongestGapIsThatOfTheCameraWhoWaitedLongest() {
    diary.add(0, 100, 10);
    diary.add(1, 150, 10);
    diary.add(0, 300, 10);
    assertThat(diary.longestGap(2, 0, 310)).isEqualTo(200);
    assertThat(diary.longestGap(2, 0, 400)).isEqualTo(250);
    assertThat(diary.longestGap(3, 0, 400)).isEqualTo(400);
  }

  @Test
  void knowsWhenSomeCamerasWereServedLast() {
    diary.add(0, 100, 10);
    diary.add(1, 150, 10);
    assertThat(diary.last(camera -> camera == 0)).isEqualTo(100);
    assertThat(diary.last(camera -> camera == 2)).isZero();
  }

  @Test
  void keepsMoreThanItWasMadeFor() {
    for (int i = 1; i <= 100_000; i++) {
      diary.add(i % 2, 10L * i, 10);
    }
    assertThat(diary.busy(camera -> camera == 0, 0, 2_000_000)).isEqualTo(500_000);
  }
}
